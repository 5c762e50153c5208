"""Provokes real deaths of a uvicorn backend under a running Varde and prints, for each cause, after how
many seconds the first message came and after how many the right cause was told."""

import http.server
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
HERE = os.path.dirname(os.path.abspath(__file__))


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Hook(http.server.BaseHTTPRequestHandler):
    received = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        Hook.received.append((time.time(), json.loads(body)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


def wait(what, test, seconds):
    end = time.time() + seconds
    while time.time() < end:
        value = test()
        if value:
            return value
        time.sleep(0.01)
    raise TimeoutError(what)


class Live:
    def __init__(self, directory):
        self.dir = directory
        self.state = os.path.join(directory, "state")
        self.app, self.pg, self.redis, self.hook = (free_port() for _ in range(4))
        self.processes = []
        os.makedirs(os.path.join(self.state, "disk"))
        self.cgroup = "/sys/fs/cgroup/memory/varde-live-%d" % os.getpid()

    def start_databases(self):
        data = os.path.join(self.dir, "pg")
        bins = "/usr/lib/postgresql/%s/bin" % sorted(os.listdir("/usr/lib/postgresql"))[-1]
        self.bins = bins
        subprocess.run(["chown", "postgres", self.dir], check=True)
        self.as_postgres([bins + "/initdb", "-A", "trust", "-D", data])
        self.start_pg()
        self.start_redis()

    def as_postgres(self, command):
        subprocess.run(
            ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] + command,
            check=True, stdout=subprocess.DEVNULL)

    def start_pg(self):
        self.as_postgres([
            self.bins + "/pg_ctl", "-w", "-D", os.path.join(self.dir, "pg"), "-l",
            os.path.join(self.dir, "pg", "log"), "-o",
            "-p %d -c listen_addresses=127.0.0.1 -k %s" % (self.pg, self.dir), "start"])

    def stop_pg(self):
        self.as_postgres([
            self.bins + "/pg_ctl", "-w", "-m", "immediate", "-D", os.path.join(self.dir, "pg"), "stop"])

    def start_redis(self):
        self.redis_process = subprocess.Popen(
            ["redis-server", "--port", str(self.redis), "--bind", "127.0.0.1", "--save", "",
             "--dir", self.dir], stdout=subprocess.DEVNULL)

    def stop_redis(self):
        self.redis_process.terminate()
        self.redis_process.wait()

    def configure(self):
        start = os.path.join(self.dir, "start-shop")
        with open(start, "w") as f:
            f.write("""#!/bin/sh
cd %s
old=$(cat shop.pid 2>/dev/null) && kill -9 "$old" 2>/dev/null
export SHOP_STATE=%s SHOP_REDIS=%d SHOP_PG="host=127.0.0.1 port=%d user=postgres dbname=postgres"
export PYTHONPATH=%s PYTHONUNBUFFERED=1
setsid sh -c 'echo $$ > %s/shop.pid; [ -d %s ] && echo $$ > %s/cgroup.procs; exec /usr/bin/python3 -m uvicorn shop:app --port %d' >> %s/shop.log 2>&1 < /dev/null &
sleep 0.2
""" % (self.dir, self.state, self.redis, self.pg, HERE, self.dir, self.cgroup, self.cgroup, self.app, self.dir))
        os.chmod(start, 0o755)
        self.start_shop = [start]
        self.config = os.path.join(self.dir, "varde.yaml")
        with open(self.config, "w") as f:
            f.write("""
host: {name: live}
services:
  - name: shop
    process: {pid-file: %(dir)s/shop.pid}
    health: [{http: "http://127.0.0.1:%(app)d/health", every: 500ms, timeout: 500ms, failures: 2}]
    logs: [%(dir)s/shop.log]
    needs: [postgres, redis]
    restart: {command: [%(dir)s/start-shop]}
  - {name: postgres, health: [{postgres: "127.0.0.1:%(pg)d", every: 500ms}]}
  - {name: redis, health: [{redis: "127.0.0.1:%(redis)d", every: 500ms}]}
red-flags: {swap: optional}
receivers:
  - {name: hook, webhook: {url: "http://127.0.0.1:%(hook)d/", secret: "whsec_bGl2ZWxpdmVsaXZlbGl2ZWxpdmVsaXZlbGl2ZWxpdmU=", allow-private: true}}
routes:
  - {to: [hook]}
restarts: {backoff: [1s], max: 100, within: 1m, per-day: 1000, stable: 1s}
""" % {"dir": self.dir, "app": self.app, "pg": self.pg, "redis": self.redis, "hook": self.hook})

    def start_varde(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", self.hook), Hook)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        log = open(os.path.join(self.dir, "varde.log"), "w")
        self.varde = subprocess.Popen(
            [ROOT + "/varde", "up", "-c", self.config, "--data", os.path.join(self.dir, "data")],
            stdout=log, stderr=log, start_new_session=True)

    def wait_for_varde(self):
        log = os.path.join(self.dir, "varde.log")
        wait("Varde is up", lambda: "Page:" in open(log).read() or "http://127.0.0.1" in open(log).read(), 120)
        time.sleep(5)

    def healthy(self):
        try:
            with urllib.request.urlopen("http://127.0.0.1:%d/health" % self.app, timeout=0.5) as r:
                return r.status == 200
        except OSError:
            return False

    def call(self, path):
        try:
            urllib.request.urlopen("http://127.0.0.1:%d%s" % (self.app, path), timeout=0.3)
        except OSError:
            pass

    def pid(self):
        with open(os.path.join(self.dir, "shop.pid")) as f:
            return int(f.read())

    def touch(self, name):
        open(os.path.join(self.state, name), "w").close()

    def remove(self, name):
        os.remove(os.path.join(self.state, name))

    def end(self):
        for end in (lambda: os.killpg(self.varde.pid, signal.SIGTERM), lambda: self.varde.wait(30),
                    lambda: os.kill(self.pid(), signal.SIGKILL), self.stop_redis, self.stop_pg,
                    lambda: subprocess.run(["umount", self.state + "/disk"], check=False),
                    lambda: os.rmdir(self.cgroup)):
            try:
                end()
            except (OSError, AttributeError, subprocess.SubprocessError, ValueError):
                pass


def scenarios(live):
    """name, expected causes, how it is provoked, how it is mended"""
    nothing = lambda: None

    def kill_and(what):
        live.touch(what)
        os.kill(live.pid(), signal.SIGKILL)

    def hold_port():
        os.kill(live.pid(), signal.SIGKILL)
        end = time.time() + 2
        while time.time() < end:
            try:
                live.holder = socket.create_server(("127.0.0.1", live.app))
                return
            except OSError:
                time.sleep(0.005)

    yield "killed from outside", {"killed-by-signal"}, lambda: os.kill(live.pid(), signal.SIGKILL), nothing
    yield "unhandled exception", {"unhandled-exception"}, lambda: live.call("/exception"), nothing
    yield "recursion without end", {"stack-overflow"}, lambda: live.call("/recursion"), nothing
    yield "segmentation fault", {"native-crash"}, lambda: live.call("/segfault"), nothing
    yield "exit code 7, no word", {"exit-unexplained"}, lambda: live.call("/exit"), nothing
    yield "descriptors at their limit", {"descriptors-exhausted"}, lambda: live.call("/descriptors"), nothing
    yield "disk full", {"disk-full"}, lambda: live.call("/disk"), lambda: os.remove(live.state + "/disk/orders")
    if os.path.isdir(live.cgroup):
        yield "over its memory limit", {"memory-limit"}, lambda: live.call("/memory"), nothing
    yield "event loop blocked", {"hang"}, lambda: live.call("/hang"), nothing
    yield "PostgreSQL gone", {"database-connection-lost", "database-unreachable"}, live.stop_pg, live.start_pg
    yield "module missing at start", {"missing-dependency"}, lambda: kill_and("missing-module"), lambda: live.remove("missing-module")
    yield "port taken at start", {"port-in-use"}, hold_port, lambda: live.holder.close()


def main():
    directory = tempfile.mkdtemp(prefix="varde-live-")
    os.chmod(directory, 0o755)
    live = Live(directory)
    wrong = 0
    try:
        live.start_databases()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", live.state + "/disk"], check=False)
        try:
            os.mkdir(live.cgroup)
            with open(live.cgroup + "/memory.limit_in_bytes", "w") as f:
                f.write(str(160 << 20))
        except OSError:
            print("left out: over its memory limit, this host gives no memory control group (v1)")
        live.configure()
        subprocess.run(live.start_shop, check=True)
        wait("the shop answers", live.healthy, 30)
        live.start_varde()
        print("%-28s %-26s %9s %9s  %s" % ("provoked", "told at last", "first s", "right s", "back"))
        live.wait_for_varde()
        for name, causes, provoke, mend in scenarios(live):
            wait("the shop answers before: " + name, live.healthy, 60)
            time.sleep(3)
            Hook.received.clear()
            began = time.time()
            provoke()
            ours = lambda: [(t, m["data"]) for t, m in list(Hook.received) if m["data"].get("service") == "shop"]
            try:
                wait("a message", ours, 20)
                right = lambda: [t for t, d in ours() if d["cause"] in causes]
                try:
                    first_right = wait("the cause", right, 15)[0]
                except TimeoutError:
                    first_right = None
                died = ours()[0][1]["times"].get("died")
                first = ours()[0][0]
                base = began
                if died:
                    from datetime import datetime
                    base = max(began, datetime.fromisoformat(died[:26].rstrip("Z") + "+00:00").timestamp())
                mend()
                try:
                    wait("resolved", lambda: [1 for _, d in ours() if d["state"] == "resolved"], 40)
                    back = "resolved"
                except TimeoutError:
                    back = ours()[-1][1]["state"]
                    if not live.healthy():
                        subprocess.run(live.start_shop, check=True)
                wrong += first_right is None
                print("%-28s %-26s %9.3f %9s  %s" % (
                    name, ours()[-1][1]["cause"], first - base,
                    "%.3f" % (first_right - base) if first_right else "never", back), flush=True)
            except TimeoutError as e:
                mend()
                wrong += 1
                print("%-28s no message: %s" % (name, e), flush=True)
    finally:
        live.end()
        if wrong:
            print("logs are kept in " + directory)
        else:
            shutil.rmtree(directory, ignore_errors=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
