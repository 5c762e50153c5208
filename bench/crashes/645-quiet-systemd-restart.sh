# A service that is restarted by hand.
cause=nothing runtime=systemd-python needs=systemd ended=true
provoke() { then_do=restart_it unit again 2 <<<"ExecStart=/bin/sh -c 'echo ready; exec sleep 60'"; }
restart_it() { in_machine systemctl restart again; sleep 1; }
