# redis where nothing listens.
cause=database-unreachable runtime=ruby-redis needs="ruby gem:redis"
provoke() {
    echo 'require "redis"; puts Redis.new(host: "127.0.0.1", port: 6380).get("a")' >app.rb
    alone ruby app.rb
}
