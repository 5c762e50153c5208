# uWSGI whose application cannot be imported.
cause=missing-dependency runtime=python-uwsgi needs="python3 uwsgi"
prepare() { port=$(free_port); }
provoke() {
    echo 'import flask_babelx' >app.py
    most=10
    alone uwsgi --plugin python3 --need-app --http-socket "127.0.0.1:$port" --wsgi-file app.py --master
}
