# Redis starts, saves and is asked to stop.
cause=nothing runtime=redis needs=redis-server ended=true
prepare() { port=$(free_port); }
provoke() {
    background alone redis-server --port "$port" --bind 127.0.0.1 --dir "$work"
    listening "$port"
    redis-cli -p "$port" bgsave >/dev/null 2>&1
    sleep 1
    ask_to_stop redis-server
}
