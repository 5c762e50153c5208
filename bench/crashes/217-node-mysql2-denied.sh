# mysql2 with a wrong password.
cause=database-auth-failed runtime=node-mysql2 needs="node npm npm:mysql2 mariadbd"
prepare() { node_modules; mariadb_server && mariadb -S "$work/my.sock" -u root -e "create user app@'%' identified by 'new'"; }
provoke() {
    echo "require('mysql2/promise').createConnection({host: '127.0.0.1', port: $my, user: 'app', password: 'old'}).then(c => c.query('select 1'));" >app.js
    alone node app.js
}
