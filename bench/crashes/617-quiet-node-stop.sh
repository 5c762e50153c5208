# Node's program says goodbye on SIGTERM.
cause=nothing runtime=node needs=node ended=true
provoke() {
    echo 'process.on("SIGTERM", () => { console.log("SIGTERM received, closing server"); process.exit(0); }); console.log("listening on 3000"); setInterval(() => {}, 1000);' >app.js
    background alone node app.js
    sleep 1.5
    ask_to_stop node
}
