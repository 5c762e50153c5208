# kill -9 by somebody; only the shell tells.
cause=killed-by-signal runtime=python needs=python3
provoke() {
    echo 'import time; print("serving", flush=True); time.sleep(60)' >app.py
    background alone python3 app.py
    sleep 1.5
    kill -9 "$(pgrep -P "$(pgrep -P "$(pgrep -P "${pids[-1]}")")" | head -1)" 2>/dev/null || kill -9 "$(descendants "${pids[-1]}" | head -1)"
    sleep 1
}
