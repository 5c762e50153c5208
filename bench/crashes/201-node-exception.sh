# A TypeError that nobody catches.
cause=unhandled-exception runtime=node needs=node
provoke() {
    file server.js <<'END'
const orders = new Map();
function first() { return orders.get(1).lines[0]; }
setTimeout(() => console.log(first()), 200);
console.log("listening on 3000");
END
    alone node server.js
}
