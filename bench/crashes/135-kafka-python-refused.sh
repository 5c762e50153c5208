# kafka-python without a broker.
cause=broker-unreachable runtime=python-kafka needs="python3 py:kafka"
provoke() {
    echo 'import kafka; kafka.KafkaConsumer("orders", bootstrap_servers="127.0.0.1:9099", api_version_auto_timeout_ms=2000)' >consumer.py
    alone python3 consumer.py
}
