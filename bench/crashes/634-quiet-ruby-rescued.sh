# An exception that is rescued and logged.
cause=nothing runtime=ruby needs=ruby ended=false
provoke() {
    printf 'require "logger"\nlog = Logger.new($stdout)\nlog.info("worker started")\n3.times do |n|\n  begin\n    Integer("twelve")\n  rescue ArgumentError => e\n    log.error("job #{n} failed: #{e.message} (#{e.class})\\n#{e.backtrace.join("\\n")}")\n  end\n  log.info("job #{n + 10} done")\nend\n$stdout.flush\nsleep 30\n' >w.rb
    background alone ruby w.rb
    sleep 2
    cut_here
}
