# A directory that is not there.
cause=config-error runtime=redis needs=redis-server
prepare() { port=$(free_port); }
provoke() { alone redis-server --port "$port" --bind 127.0.0.1 --dir /var/lib/redis-gone; }
