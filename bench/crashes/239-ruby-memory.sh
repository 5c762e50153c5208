# Ruby out of its address space.
cause=heap-exhausted runtime=ruby needs=ruby
provoke() {
    printf '#!/bin/bash\nulimit -v 300000\nexec ruby app.rb\n' >limited.sh; chmod +x limited.sh
    echo 'all = []; loop { all << "x" * 20_000_000 }' >app.rb
    alone ./limited.sh
}
