# Redis is told to crash.
cause=native-crash runtime=redis needs=redis-server
prepare() { port=$(free_port); }
provoke() {
    background alone redis-server --port "$port" --bind 127.0.0.1 --save '' --enable-debug-command yes
    listening "$port"
    redis-cli -p "$port" debug segfault >/dev/null 2>&1
    wait "${pids[-1]}"
}
