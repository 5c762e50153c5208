# php-fpm on a port that is held.
cause=port-in-use runtime=php-fpm needs="php-fpm8.2 root"
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    printf '[global]\nerror_log = /dev/stderr\n[www]\nuser = nobody\nlisten = 127.0.0.1:%s\npm = static\npm.max_children = 2\n' "$port" >fpm.conf
    alone php-fpm8.2 -F -y fpm.conf
}
