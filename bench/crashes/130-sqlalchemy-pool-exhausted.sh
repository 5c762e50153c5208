# Nobody gives connections back to the pool.
cause=database-connections-exhausted runtime=python-sqlalchemy needs="python3 py:sqlalchemy py:psycopg2 postgres"
prepare() { postgres_data && postgres; }
provoke() {
    file app.py <<END
from sqlalchemy import create_engine
engine = create_engine("postgresql://app:secret@127.0.0.1:$db/postgres", pool_size=2, max_overflow=1, pool_timeout=1)
held = [engine.connect() for _ in range(5)]
END
    alone python3 app.py
}
