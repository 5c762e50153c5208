# A request that never ends: the master kills its worker.
cause=worker-timeout runtime=python-gunicorn needs="python3 gunicorn"
prepare() { port=$(free_port); }
provoke() {
    file app.py <<'END'
import time
def app(environ, start):
    time.sleep(60)
    return [b""]
END
    most=12
    background alone gunicorn --timeout 2 --bind "127.0.0.1:$port" app:app
    listening "$port"
    get "http://127.0.0.1:$port/report"
    sleep 2
    cut_here
}
