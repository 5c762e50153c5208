# PostgreSQL is killed hard.
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
    kill -9 $(descendants "$pg_pid") 2>/dev/null
    kill -QUIT "$pg_pid"
    wait "${pids[-1]}"
}
