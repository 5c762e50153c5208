# A file that only root may read.
cause=permission-denied runtime=node needs="node root"
prepare() { echo x >key.pem; chmod 600 key.pem; }
provoke() {
    echo 'console.log(require("fs").readFileSync("key.pem", "utf8"));' >app.js
    alone setpriv --reuid=65533 --clear-groups node app.js
}
