# A table that is not there.
cause=database-schema-mismatch runtime=php-pdo needs="php php:pdo_pgsql postgres"
prepare() { postgres_data && postgres; }
provoke() {
    printf '<?php\n$c = new PDO("pgsql:host=127.0.0.1;port=%s;dbname=postgres", "app", "secret");\n$c->query("select * from carts");\n' "$db" >app.php
    alone php app.php
}
