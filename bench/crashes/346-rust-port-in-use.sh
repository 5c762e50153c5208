# An error that main returns.
cause=port-in-use runtime=rust needs=rustc
prepare() {
    port=$(free_port); hold_port "$port"
    printf 'fn main() -> std::io::Result<()> {\n    let l = std::net::TcpListener::bind("127.0.0.1:%s")?;\n    println!("{:?}", l);\n    Ok(())\n}\n' "$port" >main.rs
    rustc -o app main.rs
}
provoke() { alone ./app; }
