# A file system that takes no more.
cause=disk-full runtime=ruby needs="ruby root"
prepare() { small_disk 1m data; }
provoke() {
    echo 'f = File.open("data/out.log", "w"); f.sync = true; loop { f.write("x" * 4000) }' >app.rb
    alone ruby app.rb
}
