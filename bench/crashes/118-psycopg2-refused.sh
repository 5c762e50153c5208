# psycopg2 where nothing listens.
cause=database-unreachable runtime=python-psycopg2 needs="python3 py:psycopg2"
provoke() {
    echo 'import psycopg2; psycopg2.connect("host=127.0.0.1 port=5433 dbname=app user=app password=secret")' >app.py
    alone python3 app.py
}
