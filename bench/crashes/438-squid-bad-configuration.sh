# A line that squid does not know.
cause=config-error runtime=squid needs=squid
provoke() {
    printf 'http_port 127.0.0.1:3199\nhttp_acces allow all\npid_filename %s/squid.pid\ncache_log /dev/stderr\n' "$work" >s.conf
    echo 'acl x port abc' >>s.conf
    alone squid -N -f "$work/s.conf" -d 1
}
