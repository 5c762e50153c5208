# php-fpm is asked to stop.
cause=nothing runtime=php-fpm needs="php-fpm8.2 root" ended=true
prepare() { port=$(free_port); }
provoke() {
    printf '[global]\nerror_log = /dev/stderr\n[www]\nuser = nobody\nlisten = 127.0.0.1:%s\npm = dynamic\npm.max_children = 3\npm.start_servers = 1\npm.min_spare_servers = 1\npm.max_spare_servers = 2\n' "$port" >f.conf
    background alone php-fpm8.2 -F -y f.conf
    listening "$port"
    ask_to_stop php-fpm8.2
}
