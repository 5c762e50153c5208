# An exception in one request under Express.
cause=nothing runtime=node-express needs="node npm npm:express" ended=false
prepare() { port=$(free_port); node_modules; }
provoke() {
    echo "const a = require('express')(); a.get('/a', (q, s) => s.send(q.body.customer.id)); a.get('/', (q, s) => s.send('ok')); a.listen($port, '127.0.0.1', () => console.log('listening on $port'));" >app.js
    background alone node app.js
    listening "$port"
    get "http://127.0.0.1:$port/a"; get "http://127.0.0.1:$port/"
    cut_here
}
