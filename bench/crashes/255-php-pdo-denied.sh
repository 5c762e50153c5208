# PDO with a wrong password.
cause=database-auth-failed runtime=php-pdo needs="php php:pdo_mysql mariadbd"
prepare() { mariadb_server; }
provoke() {
    printf '<?php\nnew PDO("mysql:host=127.0.0.1;port=%s;dbname=shop", "app", "old");\n' "$my" >app.php
    alone php app.php
}
