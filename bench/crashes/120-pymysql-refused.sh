# PyMySQL where nothing listens.
cause=database-unreachable runtime=python-pymysql needs="python3 py:pymysql"
provoke() {
    echo 'import pymysql; pymysql.connect(host="127.0.0.1", port=3307, user="app", password="x")' >app.py
    alone python3 app.py
}
