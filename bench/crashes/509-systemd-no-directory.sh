# The directory of a unit does not exist.
cause=config-error runtime=systemd needs=systemd
provoke() { unit homeless 2 <<<$'WorkingDirectory=/srv/gone\nExecStart=/bin/sleep 60'; }
