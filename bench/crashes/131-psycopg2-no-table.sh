# A release that was started before its migration.
cause=database-schema-mismatch runtime=python-psycopg2 needs="python3 py:psycopg2 postgres"
prepare() { postgres_data && postgres; }
provoke() {
    file app.py <<END
import psycopg2
c = psycopg2.connect("host=127.0.0.1 port=$db dbname=postgres user=app password=secret").cursor()
c.execute("select id, vat_number from customers limit 1")
END
    alone python3 app.py
}
