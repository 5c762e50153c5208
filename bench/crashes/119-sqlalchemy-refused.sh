# SQLAlchemy over psycopg2 where nothing listens.
cause=database-unreachable runtime=python-sqlalchemy needs="python3 py:sqlalchemy py:psycopg2"
provoke() {
    file app.py <<'END'
from sqlalchemy import create_engine, text
engine = create_engine("postgresql://app:secret@127.0.0.1:5433/app")
with engine.connect() as c:
    c.execute(text("select 1"))
END
    alone python3 app.py
}
