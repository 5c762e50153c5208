# An error that is caught and logged.
cause=nothing runtime=node needs=node ended=false
provoke() {
    file app.js <<'END'
console.log("server listening on 3000");
for (let n = 0; n < 3; n++) {
  try { JSON.parse("{"); } catch (e) { console.error("bad webhook body:", e); }
  console.log("GET /health 200 1ms");
}
setInterval(() => {}, 1000);
END
    background alone node app.js
    sleep 2
    cut_here
}
