# A Python socket server whose bind fails inside a framework's main.
cause=port-in-use runtime=python-aiohttp needs="python3 py:aiohttp"
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    file app.py <<END
from aiohttp import web
web.run_app(web.Application(), host="127.0.0.1", port=$port)
END
    alone python3 app.py
}
