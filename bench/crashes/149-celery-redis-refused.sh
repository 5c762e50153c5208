# A Celery worker whose Redis is not there; it gives up.
cause=database-unreachable runtime=python-celery needs="python3 celery py:redis"
provoke() {
    file tasks.py <<'END'
from celery import Celery
app = Celery("tasks", broker="redis://127.0.0.1:6380/0")
app.conf.broker_connection_max_retries = 1
app.conf.broker_connection_retry_on_startup = False
app.conf.broker_connection_retry = False
END
    most=20
    alone celery -A tasks worker --concurrency=1
}
