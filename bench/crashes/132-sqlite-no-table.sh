# SQLite without its tables.
cause=database-schema-mismatch runtime=python-sqlite needs=python3
provoke() {
    echo 'import sqlite3; sqlite3.connect("app.db").execute("select * from settings")' >app.py
    alone python3 app.py
}
