# An allocation that fails.
cause=native-memory-exhausted runtime=rust needs=rustc
prepare() {
    printf 'fn main() {\n    let mut all: Vec<Vec<u8>> = vec![];\n    loop { all.push(vec![1; 50_000_000]); }\n}\n' >main.rs
    rustc -o app main.rs
}
provoke() {
    printf '#!/bin/bash\nulimit -v 400000\nexec ./app\n' >limited.sh; chmod +x limited.sh
    alone ./limited.sh
}
