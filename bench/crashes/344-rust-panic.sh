# unwrap of an error.
cause=unhandled-exception runtime=rust needs=rustc
prepare() {
    printf 'fn main() {\n    println!("worker begins");\n    let n: u32 = "twelve".parse().unwrap();\n    println!("{n}");\n}\n' >main.rs
    rustc -o app main.rs
}
provoke() { alone ./app; }
