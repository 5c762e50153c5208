# Apache on a port that is held.
cause=port-in-use runtime=apache needs=apache2
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    printf 'ServerRoot /usr/lib/apache2\nServerName localhost\nListen 127.0.0.1:%s\nPidFile %s/pid\nErrorLog /dev/stderr\nLoadModule mpm_event_module modules/mod_mpm_event.so\nLoadModule authz_core_module modules/mod_authz_core.so\n' "$port" "$work" >apache.conf
    alone apache2 -f "$work/apache.conf" -DFOREGROUND
}
