# amqplib without RabbitMQ.
cause=broker-unreachable runtime=node-amqplib needs="node npm npm:amqplib"
prepare() { node_modules; }
provoke() {
    echo 'require("amqplib").connect("amqp://127.0.0.1:5672").then(c => c.createChannel());' >app.js
    alone node app.js
}
