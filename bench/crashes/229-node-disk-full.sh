# A file system that takes no more.
cause=disk-full runtime=node needs="node root"
prepare() { small_disk 1m data; }
provoke() {
    echo 'const fs = require("fs"); for (let n = 0; ; n++) fs.appendFileSync("data/events.log", `event ${n} ${"x".repeat(500)}\n`);' >app.js
    alone node app.js
}
