# A gem that is not installed.
cause=missing-dependency runtime=ruby needs=ruby
provoke() {
    echo 'require "sidekiqq"; puts 1' >app.rb
    alone ruby app.rb
}
