# mysql2 with a wrong password.
cause=database-auth-failed runtime=node-mysql2 needs="node npm npm:mysql2 mariadbd"
prepare() { node_modules; mariadb && mariadb-admin -S "$work/my.sock" -u root password new; }
provoke() {
    echo "require('mysql2/promise').createConnection({host: '127.0.0.1', port: $my, user: 'app', password: 'old'}).then(c => c.query('select 1'));" >app.js
    alone node app.js
}
