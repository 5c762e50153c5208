# kill -9 under supervisord, which starts it again.
cause=killed-by-signal runtime=node needs="node supervisord"
provoke() {
    echo 'console.log("listening on 3000"); setInterval(() => {}, 1000);' >app.js
    most=10
    until="exited: app" background supervised node app.js
    sleep 4
    kill -9 "$(pgrep -P "$(cat supervisord.pid)")"
    wait "${pids[-1]}"
}
