# redis-py where nothing listens.
cause=database-unreachable runtime=python-redis needs="python3 py:redis"
provoke() {
    echo 'import redis; redis.Redis(host="127.0.0.1", port=6380).ping()' >worker.py
    alone python3 worker.py
}
