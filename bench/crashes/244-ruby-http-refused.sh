# Net::HTTP to a service that is down.
cause=upstream-unreachable runtime=ruby needs=ruby
provoke() {
    echo 'require "net/http"; puts Net::HTTP.get(URI("http://127.0.0.1:8099/flags"))' >app.rb
    alone ruby app.rb
}
