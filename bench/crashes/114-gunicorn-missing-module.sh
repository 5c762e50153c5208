# The application imports what is not there: worker failed to boot.
cause=missing-dependency runtime=python-gunicorn needs="python3 gunicorn"
prepare() { port=$(free_port); }
provoke() {
    file app.py <<'END'
import flask_corsx
app = None
END
    alone gunicorn --bind "127.0.0.1:$port" app:app
}
