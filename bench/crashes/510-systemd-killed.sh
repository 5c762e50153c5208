# kill -9 by somebody.
cause=killed-by-signal runtime=systemd needs=systemd
provoke() { then_do=kill_it unit target 2 <<<'ExecStart=/bin/sleep 60'; }
kill_it() { in_machine systemctl kill -s KILL target; sleep 1; }
