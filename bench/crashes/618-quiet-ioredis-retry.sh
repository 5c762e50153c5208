# Redis comes late.
cause=nothing runtime=node-ioredis needs="node npm npm:ioredis redis-server" ended=false
prepare() { node_modules; }
provoke() {
    cache=$(free_port)
    echo "const R = require('ioredis'); const r = new R({host: '127.0.0.1', port: $cache, retryStrategy: () => 400}); r.on('error', e => console.error('redis:', e.message, '- retrying')); r.on('ready', () => console.log('redis: ready')); setInterval(() => {}, 1000);" >app.js
    background alone node app.js
    sleep 2
    redis-server --port "$cache" --bind 127.0.0.1 --save '' >/dev/null 2>&1 &
    sleep 2.5
    cut_here
}
