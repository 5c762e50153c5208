# A log of commands that was damaged.
cause=data-corruption runtime=redis needs=redis-server
prepare() {
    port=$(free_port)
    mkdir appendonlydir
    printf 'file appendonly.aof.1.incr.aof seq 1 type i\n' >appendonlydir/appendonly.aof.manifest
    printf '*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n?!damaged\r\n*1\r\n' >appendonlydir/appendonly.aof.1.incr.aof
}
provoke() { alone redis-server --port "$port" --bind 127.0.0.1 --dir "$work" --appendonly yes; }
