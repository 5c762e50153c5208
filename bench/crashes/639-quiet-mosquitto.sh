# mosquitto: a client comes and goes.
cause=nothing runtime=mosquitto needs=mosquitto ended=true
prepare() { port=$(free_port); }
provoke() {
    printf 'listener %s 127.0.0.1\n' "$port" >m.conf
    background alone mosquitto -v -c m.conf
    listening "$port"
    sleep 1
    ask_to_stop mosquitto
}
