# lighttpd on a port that is held.
cause=port-in-use runtime=lighttpd needs=lighttpd
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    printf 'server.document-root = "%s"\nserver.bind = "127.0.0.1"\nserver.port = %s\n' "$work" "$port" >lighttpd.conf
    alone lighttpd -D -f lighttpd.conf
}
