# HAProxy marks a server down and goes on.
cause=nothing runtime=haproxy needs=haproxy ended=false
prepare() { port=$(free_port); }
provoke() {
    printf 'global\n  log stdout format raw local0\ndefaults\n  mode http\n  log global\n  timeout client 5s\n  timeout server 5s\n  timeout connect 5s\nfrontend web\n  bind 127.0.0.1:%s\n  default_backend app\nbackend app\n  server a 127.0.0.1:1 check inter 300ms\n' "$port" >h.cfg
    background alone haproxy -f h.cfg
    sleep 3
    cut_here
}
