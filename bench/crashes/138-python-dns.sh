# A name that nobody knows, at the start.
cause=dns-failure runtime=python-requests needs="python3 py:requests"
provoke() {
    echo 'import requests; requests.get("http://config.service.invalid/v1", timeout=3)' >app.py
    alone python3 app.py
}
