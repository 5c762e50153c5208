# An exception in one request; the server goes on.
cause=nothing runtime=python-uvicorn needs="python3 uvicorn py:fastapi" ended=false
prepare() { port=$(free_port); }
provoke() {
    printf 'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/a")\ndef a(): return {}["customer"]\n@app.get("/")\ndef b(): return 1\n' >app.py
    background alone uvicorn app:app --port "$port"
    listening "$port"
    get "http://127.0.0.1:$port/a"; get "http://127.0.0.1:$port/"
    cut_here
}
