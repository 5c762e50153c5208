# A package that is not installed.
cause=missing-dependency runtime=node needs=node
provoke() {
    echo 'const e = require("expresss"); e().listen(1);' >app.js
    alone node app.js
}
