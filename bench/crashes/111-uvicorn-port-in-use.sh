# uvicorn on a port that is held.
cause=port-in-use runtime=python-uvicorn needs="python3 uvicorn py:fastapi"
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    file app.py <<'END'
from fastapi import FastAPI
app = FastAPI()
END
    alone uvicorn app:app --port "$port"
}
