# pg where nothing listens.
cause=database-unreachable runtime=ruby-pg needs="ruby gem:pg"
provoke() {
    echo 'require "pg"; PG.connect(host: "127.0.0.1", port: 5433, user: "app")' >app.rb
    alone ruby app.rb
}
