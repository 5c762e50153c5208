# HAProxy on a port that is held.
cause=port-in-use runtime=haproxy needs=haproxy
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    printf 'defaults\n  mode http\n  timeout client 5s\n  timeout server 5s\n  timeout connect 5s\nfrontend web\n  bind 127.0.0.1:%s\n' "$port" >haproxy.cfg
    alone haproxy -f haproxy.cfg
}
