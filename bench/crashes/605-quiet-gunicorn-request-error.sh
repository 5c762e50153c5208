# An exception in one request under gunicorn.
cause=nothing runtime=python-gunicorn needs="python3 gunicorn" ended=false
prepare() { port=$(free_port); }
provoke() {
    printf 'def app(e, s):\n    return [e["NO_SUCH_KEY"]]\n' >app.py
    background alone gunicorn --access-logfile - --bind "127.0.0.1:$port" app:app
    listening "$port"
    get "http://127.0.0.1:$port/orders/7"; get "http://127.0.0.1:$port/health"
    cut_here
}
