# A service that no longer tells the watchdog that it lives.
cause=watchdog runtime=systemd needs=systemd
provoke() {
    unit ticker 5 <<END
Type=notify
NotifyAccess=all
WatchdogSec=2
ExecStart=/bin/sh -c 'systemd-notify --ready; exec sleep 60'
END
}
