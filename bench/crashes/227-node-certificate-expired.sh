# A server whose certificate ran out.
cause=tls-failure runtime=node needs="node openssl"
prepare() { port=$(free_port); certificate; quietly openssl s_server -accept "127.0.0.1:$port" -cert cert.pem -key key.pem -www; listening "$port"; }
provoke() {
    echo "require('https').get({host: 'localhost', family: 4, port: $port, ca: require('fs').readFileSync('ca.pem')}, r => console.log(r.statusCode));" >app.js
    alone node app.js
}
