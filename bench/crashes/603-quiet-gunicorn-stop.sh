# gunicorn with two workers is asked to stop.
cause=nothing runtime=python-gunicorn needs="python3 gunicorn" ended=true
prepare() { port=$(free_port); }
provoke() {
    printf 'def app(e, s):\n    s("200 OK", [])\n    return [b"ok"]\n' >app.py
    background alone gunicorn -w 2 --access-logfile - --bind "127.0.0.1:$port" app:app
    listening "$port"
    get "http://127.0.0.1:$port/"
    ask_to_stop gunicorn
}
