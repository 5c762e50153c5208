# A port below 1024 without the right to it.
cause=permission-denied runtime=nginx needs="nginx root"
provoke() {
    chmod 777 .
    printf 'daemon off;\npid %s/nginx.pid;\nevents {}\nhttp { access_log off; client_body_temp_path %s; proxy_temp_path %s; fastcgi_temp_path %s; uwsgi_temp_path %s; scgi_temp_path %s; server { listen 127.0.0.1:82; } }\n' "$work" "$work" "$work" "$work" "$work" "$work" >nginx.conf
    alone setpriv --reuid=65533 --clear-groups --inh-caps=-all --bounding-set=-all nginx -e stderr -c "$work/nginx.conf"
}
