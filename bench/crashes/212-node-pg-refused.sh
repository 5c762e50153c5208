# pg where nothing listens.
cause=database-unreachable runtime=node-pg needs="node npm npm:pg"
prepare() { node_modules; }
provoke() {
    echo 'const { Client } = require("pg"); const c = new Client("postgres://app:x@127.0.0.1:5433/app"); c.connect().then(() => console.log("connected"));' >app.js
    alone node app.js
}
