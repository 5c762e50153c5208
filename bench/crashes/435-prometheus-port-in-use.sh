# Prometheus on a port that is held.
cause=port-in-use runtime=prometheus needs=prometheus
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    printf 'global: {}\n' >p.yml
    alone prometheus --config.file=p.yml --storage.tsdb.path="$work/tsdb" --web.listen-address="127.0.0.1:$port"
}
