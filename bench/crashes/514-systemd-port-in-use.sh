# A service whose port is held, in the journal's ISO format.
cause=port-in-use runtime=systemd-python needs=systemd
prepare() { boot_machine && port=$(free_port) && hold_port "$port"; }
provoke() { journal=short-iso unit front 3 <<<"ExecStart=/usr/bin/python3 -c 'import socket; socket.socket().bind((\"127.0.0.1\", $port))'"; }
