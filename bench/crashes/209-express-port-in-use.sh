# Express on a port that is held.
cause=port-in-use runtime=node-express needs="node npm npm:express"
prepare() { port=$(free_port); hold_port "$port"; node_modules; }
provoke() {
    echo "require('express')().listen($port, '127.0.0.1', e => { if (e) throw e; console.log('listening'); });" >app.js
    alone node app.js
}
