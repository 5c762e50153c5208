# The same with Restart=always until the start limit.
cause=unhandled-exception runtime=systemd-python needs=systemd
provoke() {
    in_machine sh -c 'printf "raise RuntimeError(\"offset 12 is gone\")\n" >/run/feeder.py'
    unit feeder 8 <<END
ExecStart=/usr/bin/python3 /run/feeder.py
Restart=always
RestartSec=200ms
END
}
