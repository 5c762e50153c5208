# pg with an old password.
cause=database-auth-failed runtime=node-pg needs="node npm npm:pg postgres"
prepare() { node_modules; postgres_data && postgres; }
provoke() {
    echo "const { Pool } = require('pg'); new Pool({connectionString: 'postgres://app:old@127.0.0.1:$db/postgres'}).query('select 1').then(r => console.log(r));" >app.js
    alone node app.js
}
