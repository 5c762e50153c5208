# A service that never says that it is ready.
cause=start-timeout runtime=systemd needs=systemd
provoke() {
    unit slowpoke 5 <<END
Type=notify
TimeoutStartSec=2
ExecStart=/bin/sleep 60
END
}
