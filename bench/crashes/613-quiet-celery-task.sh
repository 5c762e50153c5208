# A Celery task fails; the worker goes on.
cause=nothing runtime=python-celery needs="python3 celery py:redis redis-server" ended=false
prepare() { redis; }
provoke() {
    file tasks.py <<END
from celery import Celery
app = Celery("tasks", broker="redis://127.0.0.1:$cache/0")
@app.task
def invoice(n): return {}["vat"]
END
    most=25
    background alone celery -A tasks worker --concurrency=1 --pool=solo -l info
    sleep 5
    python3 -c 'import tasks; tasks.invoice.delay(7)'
    sleep 2
    ask_to_stop celery
}
