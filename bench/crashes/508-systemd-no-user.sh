# The user of a unit does not exist.
cause=config-error runtime=systemd needs=systemd
provoke() { unit nobodys 2 <<<$'User=kontor\nExecStart=/bin/sleep 60'; }
