# A service that ends over an exception, and no more.
cause=unhandled-exception runtime=systemd-python needs=systemd
provoke() {
    in_machine sh -c 'printf "import time\nprint(\"reader ready\", flush=True)\ntime.sleep(1)\nraise RuntimeError(\"offset 12 is gone\")\n" >/run/reader.py'
    unit reader 4 <<<'ExecStart=/usr/bin/python3 /run/reader.py'
}
