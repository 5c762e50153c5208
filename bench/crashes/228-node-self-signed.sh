# A certificate that nobody signed.
cause=tls-failure runtime=node needs="node openssl"
prepare() { port=$(free_port); certificate 10; quietly openssl s_server -accept "127.0.0.1:$port" -cert cert.pem -key key.pem -www; listening "$port"; }
provoke() {
    echo "fetch('https://127.0.0.1:$port/').then(r => console.log(r.status));" >app.js
    alone node app.js
}
