# PostgreSQL is stopped fast while a worker waits for an answer.
cause=database-connection-lost runtime=python-psycopg2 needs="python3 py:psycopg2 postgres"
prepare() { postgres_data && postgres; }
provoke() {
    file worker.py <<END
import psycopg2
c = psycopg2.connect("host=127.0.0.1 port=$db dbname=postgres user=app password=secret")
print("worker: waiting for orders", flush=True)
c.cursor().execute("select pg_sleep(30)")
END
    background alone python3 worker.py
    sleep 2
    kill -INT "$pg_pid"
    wait "${pids[-1]}"
}
