# A service that is stopped by hand.
cause=nothing runtime=systemd needs=systemd ended=true
provoke() { then_do=stop_it unit orderly 2 <<<"ExecStart=/bin/sh -c 'echo ready; exec sleep 60'"; }
stop_it() { in_machine systemctl stop orderly; }
