# config.ru names a constant that is not there.
cause=unhandled-exception runtime=ruby-puma needs="ruby puma"
prepare() { port=$(free_port); }
provoke() {
    echo 'run Shop::Application' >config.ru
    alone puma -b "tcp://127.0.0.1:$port"
}
