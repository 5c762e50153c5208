# A NoMethodError that nobody rescues.
cause=unhandled-exception runtime=ruby needs=ruby
provoke() {
    printf 'def total(order)\n  order[:lines].sum\nend\nputs "worker started"\ntotal({})\n' >worker.rb
    alone ruby worker.rb
}
