# gunicorn tries again five times and gives up.
cause=port-in-use runtime=python-gunicorn needs="python3 gunicorn"
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    file app.py <<'END'
def app(environ, start):
    start("200 OK", [])
    return [b"ok"]
END
    alone gunicorn --bind "127.0.0.1:$port" app:app
}
