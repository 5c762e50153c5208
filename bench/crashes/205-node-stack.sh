# Node's call stack.
cause=stack-overflow runtime=node needs=node
provoke() {
    echo 'const walk = n => walk(n + 1) + 1; console.log(walk(0));' >app.js
    alone node app.js
}
