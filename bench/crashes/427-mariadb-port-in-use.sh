# MariaDB on a port that is held.
cause=port-in-use runtime=mariadb needs=mariadbd
prepare() { port=$(free_port); hold_port "$port"; mariadb-install-db --no-defaults --datadir="$work/my" --skip-test-db $(root_user); }
provoke() { alone mariadbd --no-defaults --datadir="$work/my" --port="$port" --bind-address=127.0.0.1 --socket="$work/my.sock" $(root_user); }
