# The same with something that is no Error.
cause=unhandled-exception runtime=node needs=node
provoke() {
    echo 'Promise.reject({code: 12}); setInterval(() => {}, 1000);' >server.js
    alone node server.js
}
