# A service that ends with a code and no word.
cause=exit-unexplained runtime=systemd needs=systemd
provoke() { unit silent 2 <<<"ExecStart=/bin/sh -c 'exit 3'"; }
