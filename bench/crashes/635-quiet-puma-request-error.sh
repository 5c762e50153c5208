# An exception in one request under puma, then a stop.
cause=nothing runtime=ruby-puma needs="ruby puma" ended=true
prepare() { port=$(free_port); }
provoke() {
    echo 'run ->(env) { env["PATH_INFO"] == "/a" ? raise("no stock") : [200, {}, ["ok"]] }' >config.ru
    background alone puma -b "tcp://127.0.0.1:$port"
    listening "$port"
    get "http://127.0.0.1:$port/a"; get "http://127.0.0.1:$port/"
    ask_to_stop puma
}
