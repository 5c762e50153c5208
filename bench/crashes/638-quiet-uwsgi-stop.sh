# uWSGI serves and is asked to stop.
cause=nothing runtime=python-uwsgi needs="python3 uwsgi" ended=true
prepare() { port=$(free_port); }
provoke() {
    printf 'def application(e, s):\n    s("200 OK", [])\n    return [b"ok"]\n' >app.py
    background alone uwsgi --plugin python3 --http-socket "127.0.0.1:$port" --wsgi-file app.py --master --die-on-term
    listening "$port"
    get "http://127.0.0.1:$port/"
    ask_to_stop uwsgi
}
