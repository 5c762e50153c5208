"""A web backend for the tests: PORT [DATABASE_PORT]. Fails on request, in real ways."""
import http.server, queue, signal, socket, sys, threading, time

port = int(sys.argv[1])
jobs = queue.Queue()


def log(text):
    print(text, flush=True)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if hanging.is_set():
            threading.Event().wait()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok")

    def do_POST(self):
        self.send_response(200)
        self.end_headers()
        how = self.path.rsplit("/", 1)[-1]
        if how == "hang":
            hanging.set()
        elif how == "say":
            log(self.rfile.read(int(self.headers["content-length"])).decode("utf-8", "replace"))
        else:
            jobs.put(how)

    def log_message(self, *args):
        pass


def stop(*_):
    log("INFO:     Shutting down")
    log("INFO:     Finished server process")
    sys.exit(0)


class OperationalError(Exception):
    pass


def charge(order):
    raise ValueError("order %d has no customer" % order)


hanging = threading.Event()
signal.signal(signal.SIGTERM, stop)
log("INFO:     Started server process")


def query():
    try:
        socket.create_connection(("127.0.0.1", int(sys.argv[2])), timeout=5)
    except OSError as e:
        # As a database driver says it.
        raise OperationalError(
            'connection to server at "127.0.0.1", port %s failed: %s' % (sys.argv[2], e.strerror))


if len(sys.argv) > 2:
    query()
http.server.ThreadingHTTPServer.allow_reuse_address = True
server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
log("INFO:     Application startup complete.")
held = []
while True:
    try:
        job = jobs.get(timeout=0.1)
    except queue.Empty:
        continue
    if job == "exception":
        charge(4711)
    elif job == "query":
        query()
    elif job == "memory":
        while True:
            held.append(bytearray(b"x") * (4 << 20))
