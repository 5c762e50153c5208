# Node at its heap's limit.
cause=heap-exhausted runtime=node needs=node
provoke() {
    echo 'const all = []; console.log("importing"); for (;;) all.push(new Array(1000).fill({n: all.length}));' >import.js
    alone node --max-old-space-size=40 import.js
}
