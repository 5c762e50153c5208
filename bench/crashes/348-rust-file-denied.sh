# A file that may not be opened, in an expect.
cause=permission-denied runtime=rust needs="rustc root"
prepare() {
    echo x >key; chmod 600 key
    printf 'fn main() {\n    let key = std::fs::read_to_string("key").expect("cannot read the key");\n    println!("{key}");\n}\n' >main.rs
    rustc -o app main.rs
}
provoke() { alone setpriv --reuid=65533 --clear-groups ./app; }
