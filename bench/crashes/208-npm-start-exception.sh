# `npm start` of a program that throws.
cause=unhandled-exception runtime=node-npm needs="node npm"
provoke() {
    echo '{"name": "shop", "version": "1.2.0", "scripts": {"start": "node server.js"}}' >package.json
    echo 'const cfg = JSON.parse("{port: 1}"); console.log(cfg.port);' >server.js
    alone npm start
}
