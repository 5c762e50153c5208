# uvicorn serves two requests and is asked to stop.
cause=nothing runtime=python-uvicorn needs="python3 uvicorn py:fastapi" ended=true
prepare() { port=$(free_port); }
provoke() {
    printf 'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/")\ndef a(): return 1\n' >app.py
    background alone uvicorn app:app --port "$port"
    listening "$port"
    get "http://127.0.0.1:$port/"; get "http://127.0.0.1:$port/gone"
    ask_to_stop uvicorn
}
