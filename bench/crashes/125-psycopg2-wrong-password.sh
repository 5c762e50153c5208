# A real PostgreSQL refuses the password.
cause=database-auth-failed runtime=python-psycopg2 needs="python3 py:psycopg2 postgres"
prepare() { postgres_data && postgres; }
provoke() {
    echo "import psycopg2; psycopg2.connect('host=127.0.0.1 port=$db dbname=postgres user=app password=old')" >app.py
    alone python3 app.py
}
