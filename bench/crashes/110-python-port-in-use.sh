# http.server on a port that is held.
cause=port-in-use runtime=python needs=python3
prepare() { port=$(free_port); hold_port "$port"; }
provoke() { alone python3 -m http.server "$port" --bind 127.0.0.1; }
