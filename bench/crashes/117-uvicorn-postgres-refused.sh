# FastAPI whose pool needs PostgreSQL at the start; nothing listens there.
cause=database-unreachable runtime=python-asyncpg needs="python3 uvicorn py:fastapi py:asyncpg"
prepare() { port=$(free_port); db=5433; }
provoke() {
    file app.py <<END
import asyncpg
from fastapi import FastAPI
app = FastAPI()
@app.on_event("startup")
async def start():
    app.state.pool = await asyncpg.create_pool("postgres://app:secret@127.0.0.1:$db/app")
END
    alone uvicorn app:app --port "$port"
}
