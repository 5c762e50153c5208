# PDO where no MySQL listens.
cause=database-unreachable runtime=php-pdo needs="php php:pdo_mysql"
provoke() {
    printf '<?php\nnew PDO("mysql:host=127.0.0.1;port=3307;dbname=shop", "app", "x");\n' >app.php
    alone php app.php
}
