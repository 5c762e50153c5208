# An exception in the start-up hook of an application.
cause=unhandled-exception runtime=python-uvicorn needs="python3 uvicorn py:fastapi"
prepare() { port=$(free_port); }
provoke() {
    file app.py <<'END'
from contextlib import asynccontextmanager
from fastapi import FastAPI
def plan(raw):
    return int(raw) * 2
@asynccontextmanager
async def lifespan(app):
    plan("twelve")
    yield
app = FastAPI(lifespan=lifespan)
@app.on_event("startup")
async def start():
    plan("twelve")
END
    alone uvicorn app:app --port "$port"
}
