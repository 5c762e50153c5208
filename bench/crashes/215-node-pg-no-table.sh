# A table that its migration did not make.
cause=database-schema-mismatch runtime=node-pg needs="node npm npm:pg postgres"
prepare() { node_modules; postgres_data && postgres; }
provoke() {
    echo "const { Client } = require('pg'); (async () => { const c = new Client('postgres://app:secret@127.0.0.1:$db/postgres'); await c.connect(); await c.query('select * from tenants'); })();" >app.js
    alone node app.js
}
