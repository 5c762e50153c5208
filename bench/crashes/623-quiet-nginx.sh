# nginx whose upstream refuses: a bad gateway, no crash.
cause=nothing runtime=nginx needs=nginx ended=true
prepare() { port=$(free_port); }
provoke() {
    printf 'daemon off;\npid %s/nginx.pid;\nevents {}\nhttp { access_log /dev/stdout; client_body_temp_path %s; proxy_temp_path %s; fastcgi_temp_path %s; uwsgi_temp_path %s; scgi_temp_path %s; server { listen 127.0.0.1:%s; location / { proxy_pass http://127.0.0.1:1; } } }\n' "$work" "$work" "$work" "$work" "$work" "$work" "$port" >nginx.conf
    background alone nginx -e /dev/stderr -c "$work/nginx.conf"
    listening "$port"
    get "http://127.0.0.1:$port/"; get "http://127.0.0.1:$port/api"
    ask_to_stop nginx
}
