# The program of a unit is not there.
cause=missing-dependency runtime=systemd needs=systemd
provoke() { unit ghost 2 <<<'ExecStart=/opt/ghost/bin/ghost --serve'; }
