# A program that ends at once, again and again, until supervisord gives up.
cause=unhandled-exception runtime=python needs="python3 supervisord"
provoke() {
    echo 'print("reader 2.1"); raise RuntimeError("no partition is assigned")' >app.py
    restart=true retries=2 most=15 until="gave up: app|entered FATAL"
    supervised python3 -u app.py
}
