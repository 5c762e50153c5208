# A service that needs another one's answer before it starts.
cause=upstream-unreachable runtime=python-requests needs="python3 py:requests"
provoke() {
    file app.py <<'END'
import requests
def features():
    return requests.get("http://127.0.0.1:8099/flags", timeout=2).json()
print("starting with", features())
END
    alone python3 app.py
}
