# ioredis gives up after its retries.
cause=database-unreachable runtime=node-ioredis needs="node npm npm:ioredis"
prepare() { node_modules; }
provoke() {
    echo 'const R = require("ioredis"); const r = new R({host: "127.0.0.1", port: 6380, maxRetriesPerRequest: 1, retryStrategy: n => n > 2 ? null : 50}); r.get("session").then(console.log);' >app.js
    alone node app.js
}
