# A fetch that a start needs.
cause=upstream-unreachable runtime=node needs=node
provoke() {
    echo 'const flags = await (await fetch("http://127.0.0.1:8099/flags")).json(); console.log(flags);' >app.mjs
    alone node app.mjs
}
