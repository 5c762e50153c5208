# Warnings of Node itself.
cause=nothing runtime=node needs=node ended=false
provoke() {
    echo 'const e = new (require("events"))(); for (let n = 0; n < 12; n++) e.on("x", () => {}); new Buffer(1); console.log("listening on 3000"); setInterval(() => {}, 1000);' >app.js
    background alone node app.js
    sleep 2
    cut_here
}
