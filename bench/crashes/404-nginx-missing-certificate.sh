# A certificate that is not there.
cause=tls-failure runtime=nginx needs=nginx
provoke() {
    printf 'daemon off;\npid %s/nginx.pid;\nevents {}\nhttp { server { listen 127.0.0.1:8443 ssl; ssl_certificate /etc/ssl/gone/fullchain.pem; ssl_certificate_key /etc/ssl/gone/key.pem; } }\n' "$work" >nginx.conf
    alone nginx -e /dev/stderr -c "$work/nginx.conf"
}
