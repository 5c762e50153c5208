# A field that Prometheus does not know.
cause=config-error runtime=prometheus needs=prometheus
provoke() {
    printf 'scrape_configss:\n  - job_name: x\n' >p.yml
    alone prometheus --config.file=p.yml --storage.tsdb.path="$work/tsdb" --web.listen-address=127.0.0.1:9988
}
