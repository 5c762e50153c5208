# mysql2 where nothing listens.
cause=database-unreachable runtime=node-mysql2 needs="node npm npm:mysql2"
prepare() { node_modules; }
provoke() {
    echo 'require("mysql2/promise").createConnection({host: "127.0.0.1", port: 3307, user: "app"}).then(c => c.query("select 1"));' >app.js
    alone node app.js
}
