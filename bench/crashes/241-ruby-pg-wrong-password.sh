# pg with an old password.
cause=database-auth-failed runtime=ruby-pg needs="ruby gem:pg postgres"
prepare() { postgres_data && postgres; }
provoke() {
    echo "require 'pg'; PG.connect(host: '127.0.0.1', port: $db, user: 'app', password: 'old', dbname: 'postgres')" >app.rb
    alone ruby app.rb
}
