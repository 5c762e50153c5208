# A dump that was cut and overwritten.
cause=data-corruption runtime=redis needs=redis-server
prepare() { head -c 3000 /dev/urandom >noise; { printf 'REDIS0010\xfa'; cat noise; } >dump.rdb; port=$(free_port); }
provoke() { alone redis-server --port "$port" --bind 127.0.0.1 --dir "$work"; }
