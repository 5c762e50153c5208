# Redis wants a password that the program has not.
cause=database-auth-failed runtime=node-ioredis needs="node npm npm:ioredis redis-server"
prepare() { node_modules; redis --requirepass secret; }
provoke() {
    echo "const R = require('ioredis'); const r = new R({host: '127.0.0.1', port: $cache}); r.get('session').then(console.log).finally(() => r.disconnect());" >app.js
    alone node app.js
}
