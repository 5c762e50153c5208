# mosquitto on a port that is held.
cause=port-in-use runtime=mosquitto needs=mosquitto
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    printf 'listener %s 127.0.0.1\nallow_anonymous true\n' "$port" >m.conf
    alone mosquitto -c m.conf
}
