# A SQLite file whose pages were overwritten.
cause=data-corruption runtime=python-sqlite needs=python3
prepare() {
    python3 -c '
import sqlite3
c = sqlite3.connect("app.db"); c.execute("create table t(a)"); c.executemany("insert into t values(?)", [("x" * 500,)] * 200); c.commit(); c.close()
f = open("app.db", "r+b"); f.seek(4096); f.write(b"\xff" * 40000); f.close()'
}
provoke() {
    echo 'import sqlite3; print(sqlite3.connect("app.db").execute("select count(a) from t where a like \"%y%\"").fetchone())' >app.py
    alone python3 app.py
}
