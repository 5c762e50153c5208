# A column that its migration did not make.
cause=database-schema-mismatch runtime=node-mysql2 needs="node npm npm:mysql2 mariadbd"
prepare() { node_modules; mariadb_server && mariadb -S "$work/my.sock" -u root -e "create database shop; create table shop.t(a int); create user app@'%' identified by 'x'; grant all on shop.* to app@'%'"; }
provoke() {
    echo "(async () => { const c = await require('mysql2/promise').createConnection({host: '127.0.0.1', port: $my, user: 'app', password: 'x', database: 'shop'}); await c.query('select a, vat from t'); })();" >app.js
    alone node app.js
}
