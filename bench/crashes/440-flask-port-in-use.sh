# Flask's own server on a port that is held.
cause=port-in-use runtime=python-flask needs="python3 py:flask"
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    echo 'import flask; app = flask.Flask("shop")' >app.py
    alone python3 -m flask run --port "$port"
}
