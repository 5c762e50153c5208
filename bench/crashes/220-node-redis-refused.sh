# redis' own client, without a listener for its errors.
cause=database-unreachable runtime=node-redis needs="node npm npm:redis"
prepare() { node_modules; }
provoke() {
    echo 'const { createClient } = require("redis"); createClient({url: "redis://127.0.0.1:6380"}).connect();' >app.js
    alone node app.js
}
