# The name of an upstream cannot be resolved.
cause=dns-failure runtime=nginx needs=nginx
provoke() {
    printf 'daemon off;\npid %s/nginx.pid;\nevents {}\nhttp { server { listen 127.0.0.1:8181; location / { proxy_pass http://backend.service.invalid:8000; } } }\n' "$work" >nginx.conf
    alone nginx -e /dev/stderr -c "$work/nginx.conf"
}
