# Its system tablespace was overwritten.
cause=data-corruption runtime=mariadb needs=mariadbd
prepare() { mariadb-install-db --no-defaults --datadir="$work/my" --skip-test-db $(root_user); dd if=/dev/urandom of=my/ibdata1 bs=16k count=40 conv=notrunc; }
provoke() { alone mariadbd --no-defaults --datadir="$work/my" --port=3399 --bind-address=127.0.0.1 --socket="$work/my.sock" $(root_user); }
