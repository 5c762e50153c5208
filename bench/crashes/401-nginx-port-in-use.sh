# nginx on a port that is held.
cause=port-in-use runtime=nginx needs="nginx"
prepare() { port=$(free_port); hold_port "$port"; nginx_conf "listen 127.0.0.1:$port; return 200;"; }
provoke() { alone nginx -e /dev/stderr -c "$work/nginx.conf"; }
nginx_conf() { printf 'daemon off;\npid %s/nginx.pid;\nevents {}\nhttp { access_log off; client_body_temp_path %s; proxy_temp_path %s; fastcgi_temp_path %s; uwsgi_temp_path %s; scgi_temp_path %s; server { %s } }\n' "$work" "$work" "$work" "$work" "$work" "$work" "$1" >nginx.conf; }
