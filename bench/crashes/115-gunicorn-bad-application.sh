# The name of the application is wrong.
cause=config-error runtime=python-gunicorn needs="python3 gunicorn"
prepare() { port=$(free_port); }
provoke() {
    echo 'application = None' >app.py
    alone gunicorn --bind "127.0.0.1:$port" app:app
}
