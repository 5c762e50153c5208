# Lua indexes nil.
cause=unhandled-exception runtime=lua needs=lua5.4
provoke() {
    printf 'local cfg = {}\nprint(cfg.redis.host)\n' >app.lua
    alone lua5.4 app.lua
}
