# Prometheus cannot reach a target, and is asked to stop.
cause=nothing runtime=prometheus needs=prometheus ended=true
prepare() { port=$(free_port); }
provoke() {
    printf 'global: {scrape_interval: 1s}\nscrape_configs:\n  - job_name: gone\n    static_configs: [{targets: ["127.0.0.1:1"]}]\n' >p.yml
    background alone prometheus --config.file=p.yml --storage.tsdb.path="$work/tsdb" --web.listen-address="127.0.0.1:$port" --log.level=debug
    listening "$port"
    sleep 2
    ask_to_stop prometheus
}
