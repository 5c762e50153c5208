# MongoDB's driver gives up choosing a server.
cause=database-unreachable runtime=node-mongodb needs="node npm npm:mongodb"
prepare() { node_modules; }
provoke() {
    echo 'const { MongoClient } = require("mongodb"); new MongoClient("mongodb://127.0.0.1:27018", {serverSelectionTimeoutMS: 1000}).connect();' >app.js
    alone node app.js
}
