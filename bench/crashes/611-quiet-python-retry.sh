# PostgreSQL comes late; the program tries again until it is there.
cause=nothing runtime=python-psycopg2 needs="python3 py:psycopg2 postgres" ended=false
prepare() { postgres_data; }
provoke() {
    db=$(free_port)
    file app.py <<END
import psycopg2, time
for n in range(20):
    try:
        c = psycopg2.connect("host=127.0.0.1 port=$db dbname=postgres user=app password=secret")
        break
    except psycopg2.OperationalError as e:
        print(f"database not ready, retrying in 0.5 s: {e}", flush=True)
        time.sleep(0.5)
print("connected, worker started", flush=True)
time.sleep(30)
END
    background alone python3 app.py
    sleep 1.5
    as_postgres "$(postgres_programs)/postgres" -D "$work/pg" -p "$db" -k "$work/pg" >"$work/pg.log" 2>&1 &
    sleep 3
    cut_here
}
