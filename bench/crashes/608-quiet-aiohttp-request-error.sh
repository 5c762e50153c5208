# An exception in one request under aiohttp.
cause=nothing runtime=python-aiohttp needs="python3 py:aiohttp" ended=false
prepare() { port=$(free_port); }
provoke() {
    file app.py <<END
import logging
from aiohttp import web
logging.basicConfig(level=logging.INFO)
async def a(r): raise RuntimeError("no stock")
async def b(r): return web.Response(text="ok")
app = web.Application()
app.add_routes([web.get("/a", a), web.get("/", b)])
web.run_app(app, host="127.0.0.1", port=$port)
END
    background alone python3 app.py
    listening "$port"
    get "http://127.0.0.1:$port/a"; get "http://127.0.0.1:$port/"
    cut_here
}
