# pika without RabbitMQ.
cause=broker-unreachable runtime=python-pika needs="python3 py:pika"
provoke() {
    echo 'import pika; pika.BlockingConnection(pika.ConnectionParameters("127.0.0.1", 5673, connection_attempts=2, retry_delay=1))' >consumer.py
    alone python3 consumer.py
}
