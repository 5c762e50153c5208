# An exception in one request under Flask.
cause=nothing runtime=python-flask needs="python3 py:flask" ended=false
prepare() { port=$(free_port); }
provoke() {
    printf 'import flask\napp = flask.Flask("shop")\n@app.get("/a")\ndef a(): return 1 / 0\n@app.get("/")\ndef b(): return "ok"\n' >app.py
    background alone python3 -m flask run --port "$port"
    listening "$port"
    get "http://127.0.0.1:$port/a"; get "http://127.0.0.1:$port/"
    cut_here
}
