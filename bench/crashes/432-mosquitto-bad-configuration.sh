# A setting that mosquitto does not know.
cause=config-error runtime=mosquitto needs=mosquitto
provoke() {
    printf 'listenerr 1899\n' >m.conf
    alone mosquitto -c m.conf
}
