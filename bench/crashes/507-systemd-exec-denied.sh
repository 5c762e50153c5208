# The program of a unit may not be executed.
cause=permission-denied runtime=systemd needs=systemd
provoke() {
    in_machine sh -c 'echo x >/run/plain-file; chmod 644 /run/plain-file'
    unit plain 2 <<<'ExecStart=/run/plain-file'
}
