# A directive that Apache does not know.
cause=config-error runtime=apache needs=apache2
provoke() {
    printf 'ServerRoot /usr/lib/apache2\nServerName localhost\nListen 127.0.0.1:8182\nLoadModule mpm_event_module modules/mod_mpm_event.so\nProxyPasss / http://127.0.0.1:1/\n' >apache.conf
    alone apache2 -f "$work/apache.conf" -DFOREGROUND
}
