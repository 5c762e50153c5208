# A promise that is rejected and nobody looks.
cause=unhandled-exception runtime=node needs=node
provoke() {
    file server.js <<'END'
async function load() { throw new Error("price list is empty"); }
load();
setInterval(() => {}, 1000);
END
    alone node server.js
}
