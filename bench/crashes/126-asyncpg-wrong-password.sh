# The same with asyncpg, under supervisord.
cause=database-auth-failed runtime=python-asyncpg needs="python3 py:asyncpg postgres supervisord"
prepare() { postgres_data && postgres; }
provoke() {
    echo "import asyncio, asyncpg; asyncio.run(asyncpg.connect('postgres://app:old@127.0.0.1:$db/postgres'))" >app.py
    supervised python3 app.py
}
