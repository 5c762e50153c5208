"""A small web backend with PostgreSQL and Redis behind it, that can be made to die in many ways."""

import asyncio
import ctypes
import os
import resource
import sys
import threading
import time

import psycopg2
import redis

STATE = os.environ["SHOP_STATE"]
PG = os.environ["SHOP_PG"]
REDIS_PORT = int(os.environ["SHOP_REDIS"])


def broken(what):
    return os.path.exists(os.path.join(STATE, what))


if broken("missing-module"):
    import shop_payments  # noqa: F401
if broken("missing-setting"):
    os.environ["SHOP_PAYMENT_KEY"]

print("INFO shop begins", flush=True)
db = psycopg2.connect(PG)
db.autocommit = True
cache = redis.Redis(port=REDIS_PORT)
cache.ping()


def look_after_the_database():
    """A worker of the kind that gives up when its database is gone."""
    while True:
        time.sleep(0.2)
        with db.cursor() as cursor:
            cursor.execute("select 1")


def run(work):
    try:
        work()
    except BaseException:
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


threading.Thread(target=run, args=(look_after_the_database,), daemon=True).start()


def eat():
    held = []
    while True:
        held.append(bytearray(4 << 20))
        for i in range(0, len(held[-1]), 4096):
            held[-1][i] = 1


def fill():
    with open(os.path.join(STATE, "disk", "orders"), "ab", buffering=0) as f:
        while True:
            f.write(b"x" * 65536)


def descriptors():
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    held = []
    while True:
        held.append(open("/dev/null"))


def threads():
    raise RuntimeError("can't start new thread")


def raises():
    raise KeyError("region")


def segfault():
    ctypes.string_at(0)


def recursion():
    return recursion()


WAYS = {
    "/memory": eat,
    "/disk": fill,
    "/descriptors": descriptors,
    "/exception": raises,
    "/recursion": recursion,
    "/segfault": segfault,
    "/exit": lambda: os._exit(7),
}


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return
    path = scope["path"]
    if path in WAYS:
        threading.Thread(target=run, args=(WAYS[path],), daemon=True).start()
    if path == "/hang":
        time.sleep(3600)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})
