# A service that leaves over its configuration, as JSON of the journal.
cause=config-error runtime=systemd needs=systemd
provoke() { journal=json unit daemon 2 <<<"ExecStart=/bin/sh -c 'echo \"fatal: invalid configuration: /etc/daemon.toml: unknown key listn\" >&2; exit 78'"; }
