# Redis cannot write its log of commands.
cause=disk-full runtime=redis needs="redis-server root"
prepare() { port=$(free_port); small_disk 200k data; head -c 190000 /dev/zero >data/filler; }
provoke() { most=10 alone redis-server --port "$port" --bind 127.0.0.1 --dir "$work/data" --appendonly yes; }
