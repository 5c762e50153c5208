# A port below 1024 without the right to it.
cause=permission-denied runtime=node needs="node root"
provoke() {
    sysctl -q net.ipv4.ip_unprivileged_port_start >limit 2>/dev/null
    echo 'require("http").createServer().listen(81, "127.0.0.1");' >app.js
    alone setpriv --reuid=65533 --clear-groups --inh-caps=-all --bounding-set=-all node app.js
}
