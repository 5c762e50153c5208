# A name that nobody knows.
cause=dns-failure runtime=node needs=node
provoke() {
    echo 'require("http").get("http://auth.service.invalid/jwks", r => console.log(r.statusCode));' >app.js
    alone node app.js
}
