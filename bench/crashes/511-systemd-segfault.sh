# A service that crashes in native code, with its core dump.
cause=native-crash runtime=systemd-python needs=systemd
provoke() { unit decoder 6 <<<"ExecStart=/bin/sh -c 'kill -SEGV \$\$\$\$'"; }
