# An option that dnsmasq does not know.
cause=config-error runtime=dnsmasq needs=dnsmasq
provoke() {
    printf 'listen-addres=127.0.0.1\n' >d.conf
    alone dnsmasq -k -C d.conf
}
