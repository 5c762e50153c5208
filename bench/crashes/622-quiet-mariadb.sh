# MariaDB starts, refuses a password, and is stopped.
cause=nothing runtime=mariadb needs=mariadbd ended=true
prepare() { mariadb-install-db --no-defaults --datadir="$work/my" --auth-root-authentication-method=normal --skip-test-db $(root_user); port=$(free_port); }
provoke() {
    background alone mariadbd --no-defaults --datadir="$work/my" --port="$port" --bind-address=127.0.0.1 --socket="$work/my.sock" --log-warnings=3 $(root_user)
    listening "$port"
    mariadb -h 127.0.0.1 -P "$port" -u app -pold -e 'select 1' >/dev/null 2>&1
    ask_to_stop mariadbd
}
