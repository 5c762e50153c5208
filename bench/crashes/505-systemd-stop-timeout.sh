# A service that does not heed SIGTERM.
cause=stop-timeout runtime=systemd needs=systemd
provoke() {
    then_do=stop_it unit stubborn 1 <<END
TimeoutStopSec=2
ExecStart=/bin/sh -c "trap '' TERM; echo ready; while true; do sleep 1; done"
END
}
stop_it() { in_machine systemctl stop stubborn; }
