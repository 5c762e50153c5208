# uWSGI ends a worker over a request that takes too long.
cause=worker-timeout runtime=python-uwsgi needs="python3 uwsgi"
prepare() { port=$(free_port); }
provoke() {
    printf 'import time\ndef application(e, s):\n    time.sleep(60)\n' >app.py
    most=10
    background alone uwsgi --plugin python3 --http-socket "127.0.0.1:$port" --wsgi-file app.py --master --harakiri 2
    listening "$port"
    get "http://127.0.0.1:$port/slow"
    sleep 2
    cut_here
}
