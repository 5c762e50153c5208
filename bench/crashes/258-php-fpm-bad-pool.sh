# php-fpm with a pool whose user does not exist.
cause=config-error runtime=php-fpm needs="php-fpm8.2 root"
provoke() {
    printf '[global]\nerror_log = /dev/stderr\n[www]\nuser = nobodyy\nlisten = 127.0.0.1:9977\npm = static\npm.max_children = 2\n' >fpm.conf
    alone php-fpm8.2 -F -y fpm.conf
}
