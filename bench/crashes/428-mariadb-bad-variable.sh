# A variable that MariaDB does not know.
cause=config-error runtime=mariadb needs=mariadbd
prepare() { mariadb-install-db --no-defaults --datadir="$work/my" --skip-test-db $(root_user); }
provoke() { alone mariadbd --no-defaults --datadir="$work/my" --port=3399 --bind-address=127.0.0.1 --socket="$work/my.sock" --inno_buffer_pool=1G $(root_user); }
