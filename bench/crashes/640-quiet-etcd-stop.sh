# etcd alone, asked to stop.
cause=nothing runtime=etcd needs=etcd ended=true
prepare() { port=$(free_port); other=$(free_port); }
provoke() {
    background alone etcd --data-dir "$work/etcd" --listen-client-urls "http://127.0.0.1:$port" --advertise-client-urls "http://127.0.0.1:$port" --listen-peer-urls "http://127.0.0.1:$other" --initial-advertise-peer-urls "http://127.0.0.1:$other" --initial-cluster "default=http://127.0.0.1:$other"
    listening "$port"
    sleep 1
    ask_to_stop etcd
}
