# The same with httpx.
cause=upstream-unreachable runtime=python-httpx needs="python3 py:httpx"
provoke() {
    echo 'import httpx; print(httpx.get("http://127.0.0.1:8099/v1/config", timeout=2))' >app.py
    alone python3 app.py
}
