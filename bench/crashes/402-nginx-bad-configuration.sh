# A directive that nginx does not know.
cause=config-error runtime=nginx needs=nginx
provoke() {
    printf 'events {}\nhttp { server { listen 127.0.0.1:8181; proxy_passs http://127.0.0.1:1; } }\n' >nginx.conf
    alone nginx -e /dev/stderr -c "$work/nginx.conf"
}
