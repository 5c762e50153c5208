# A table that is not there.
cause=database-schema-mismatch runtime=ruby-pg needs="ruby gem:pg postgres"
prepare() { postgres_data && postgres; }
provoke() {
    echo "require 'pg'; PG.connect(host: '127.0.0.1', port: $db, user: 'app', password: 'secret', dbname: 'postgres').exec('select * from invoices')" >app.rb
    alone ruby app.rb
}
