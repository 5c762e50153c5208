# uWSGI on a port that is held.
cause=port-in-use runtime=python-uwsgi needs="python3 uwsgi"
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    printf 'def application(e, s): pass\n' >app.py
    alone uwsgi --plugin python3 --http-socket "127.0.0.1:$port" --wsgi-file app.py
}
