# kafkajs without a broker.
cause=broker-unreachable runtime=node-kafkajs needs="node npm npm:kafkajs"
prepare() { node_modules; }
provoke() {
    echo 'const { Kafka } = require("kafkajs"); new Kafka({brokers: ["127.0.0.1:9099"], retry: {retries: 1, initialRetryTime: 50}}).producer().connect();' >app.js
    alone node app.js
}
