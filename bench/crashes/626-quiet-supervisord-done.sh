# A program under supervisord ends with success.
cause=nothing runtime=supervisord needs="supervisord python3" ended=true
provoke() {
    echo 'import time; time.sleep(1.5); print("imported 12 rows, 0 errors", flush=True)' >app.py
    supervised python3 app.py
}
