# The database's name cannot be resolved.
cause=dns-failure runtime=python-psycopg2 needs="python3 py:psycopg2"
provoke() {
    echo 'import psycopg2; psycopg2.connect("host=db.internal.invalid dbname=app user=app")' >app.py
    alone python3 app.py
}
