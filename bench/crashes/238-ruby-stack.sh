cause=stack-overflow runtime=ruby needs=ruby
# Ruby's stack.
provoke() {
    printf 'def walk(n)\n  walk(n + 1) + 1\nend\nputs walk(0)\n' >app.rb
    alone ruby app.rb
}
