# MySQL goes away between two statements.
cause=database-connection-lost runtime=php-pdo needs="php php:pdo_mysql mariadbd"
prepare() { mariadb_server && mariadb -S "$work/my.sock" -u root -e "create user app@'%' identified by 'x'"; }
provoke() {
    printf '<?php\n$c = new PDO("mysql:host=127.0.0.1;port=%s", "app", "x");\necho "consumer ready\\n";\nwhile (true) { $c->query("select 1"); usleep(300000); }\n' "$my" >app.php
    background alone php app.php
    sleep 2
    kill -9 "$my_pid"
    wait "${pids[-1]}"
}
