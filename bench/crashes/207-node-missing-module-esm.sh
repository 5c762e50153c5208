# The same with import.
cause=missing-dependency runtime=node needs=node
provoke() {
    echo 'import pg from "pgg"; console.log(pg);' >app.mjs
    alone node app.mjs
}
