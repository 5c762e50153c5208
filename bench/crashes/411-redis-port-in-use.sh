# Redis on a port that is held.
cause=port-in-use runtime=redis needs=redis-server
prepare() { port=$(free_port); hold_port "$port"; }
provoke() { alone redis-server --port "$port" --bind 127.0.0.1 --save ''; }
