# A native abort.
cause=native-crash runtime=node needs=node
provoke() {
    echo 'console.log("compressing"); process.abort();' >app.js
    alone node app.js
}
