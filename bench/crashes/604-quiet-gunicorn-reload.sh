# gunicorn starts its workers anew on HUP.
cause=nothing runtime=python-gunicorn needs="python3 gunicorn" ended=false
prepare() { port=$(free_port); }
provoke() {
    printf 'def app(e, s):\n    s("200 OK", [])\n    return [b"ok"]\n' >app.py
    background alone gunicorn -w 2 --bind "127.0.0.1:$port" app:app
    listening "$port"
    kill -HUP "$(named gunicorn)"
    sleep 2
    cut_here
}
