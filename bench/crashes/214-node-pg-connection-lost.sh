# PostgreSQL is stopped under pg's idle client.
cause=database-connection-lost runtime=node-pg needs="node npm npm:pg postgres"
prepare() { node_modules; postgres_data && postgres; }
provoke() {
    echo "const { Client } = require('pg'); const c = new Client('postgres://app:secret@127.0.0.1:$db/postgres'); c.connect().then(() => console.log('ready')); setInterval(() => {}, 1000);" >app.js
    background alone node app.js
    sleep 2
    kill -INT "$pg_pid"
    wait "${pids[-1]}"
}
