# puma on a port that is held.
cause=port-in-use runtime=ruby-puma needs="ruby puma"
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    echo 'run ->(env) { [200, {}, ["ok"]] }' >config.ru
    alone puma -b "tcp://127.0.0.1:$port"
}
