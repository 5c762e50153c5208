# etcd on a port that is held.
cause=port-in-use runtime=etcd needs=etcd
prepare() { port=$(free_port); other=$(free_port); hold_port "$port"; }
provoke() { alone etcd --data-dir "$work/etcd" --listen-client-urls "http://127.0.0.1:$port" --advertise-client-urls "http://127.0.0.1:$port" --listen-peer-urls "http://127.0.0.1:$other"; }
