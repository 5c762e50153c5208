# A data directory that it may not enter.
cause=permission-denied runtime=mariadb needs="mariadbd root"
prepare() { mariadb-install-db --no-defaults --datadir="$work/my" --skip-test-db --user=root; chmod -R 700 my; chown -R root my; }
provoke() { alone setpriv --reuid=65533 --clear-groups mariadbd --no-defaults --datadir="$work/my" --port=3399 --bind-address=127.0.0.1 --socket=/tmp/none.sock; }
