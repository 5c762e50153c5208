# Redis cannot write its log of commands.
cause=disk-full runtime=redis needs="redis-server root"
prepare() { port=$(free_port); small_disk 200k data; head -c 190000 /dev/zero >data/filler; }
provoke() {
    most=15
    background alone redis-server --port "$port" --bind 127.0.0.1 --dir "$work/data" --appendonly yes --appendfsync always
    listening "$port"
    for n in 1 2 3 4; do redis-cli -p "$port" set "key$n" "$(head -c 9000 /dev/zero | tr '\0' x)" >/dev/null 2>&1; done
    sleep 1
    kill -TERM "$(named redis-server)" 2>/dev/null
    wait "${pids[-1]}"
}
