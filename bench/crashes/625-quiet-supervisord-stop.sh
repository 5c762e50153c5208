# A program under supervisord is stopped with it.
cause=nothing runtime=supervisord needs="supervisord python3" ended=true
provoke() {
    echo 'import time; print("ready", flush=True); time.sleep(60)' >app.py
    until="entered RUNNING state" supervised python3 app.py
}
