# All connections of a PostgreSQL are taken.
cause=database-connections-exhausted runtime=python-psycopg2 needs="python3 py:psycopg2 postgres"
prepare() { postgres_data && postgres -c max_connections=5 -c superuser_reserved_connections=0; }
provoke() {
    file pool.py <<END
import psycopg2
all = [psycopg2.connect("host=127.0.0.1 port=$db dbname=postgres user=app password=secret") for _ in range(9)]
END
    alone python3 pool.py
}
