# A keyword that HAProxy does not know.
cause=config-error runtime=haproxy needs=haproxy
provoke() {
    printf 'defaults\n  mode http\n  timeout client 5s\n  timeout server 5s\n  timeout connect 5s\nfrontend web\n  bind 127.0.0.1:8183\n  default_backendd app\n' >haproxy.cfg
    alone haproxy -f haproxy.cfg
}
