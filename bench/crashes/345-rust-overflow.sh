# Rust's stack.
cause=stack-overflow runtime=rust needs=rustc
prepare() {
    printf '#[allow(unconditional_recursion)]\nfn walk(n: u64) -> u64 { std::hint::black_box(walk(n + 1)) + 1 }\nfn main() { println!("{}", walk(0)); }\n' >main.rs
    rustc -o app main.rs
}
provoke() { alone ./app; }
