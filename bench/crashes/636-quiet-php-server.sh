# PHP's own server: a fatal error in one request.
cause=nothing runtime=php needs=php ended=false
prepare() { port=$(free_port); }
provoke() {
    printf '<?php\nif ($_SERVER["REQUEST_URI"] == "/a") { throw new DomainException("no stock"); }\necho "ok";\n' >index.php
    background alone php -d display_errors=0 -d log_errors=1 -S "127.0.0.1:$port" index.php
    listening "$port"
    get "http://127.0.0.1:$port/a"; get "http://127.0.0.1:$port/b"; get "http://127.0.0.1:$port/c"
    cut_here
}
