# A release that does not parse.
cause=unhandled-exception runtime=node needs=node
provoke() {
    printf 'const a = 1;\nfunction price( {\n  return a;\n}\n' >app.js
    alone node app.js
}
