# memcached on a port that is held.
cause=port-in-use runtime=memcached needs="memcached"
prepare() { port=$(free_port); hold_port "$port"; }
provoke() { alone memcached -l 127.0.0.1 -p "$port" $(root_user | sed 's/--user=/-u /'); }
