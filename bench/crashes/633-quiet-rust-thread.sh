# A panic in one thread, which the program survives.
cause=nothing runtime=rust needs=rustc ended=false
prepare() {
    printf 'use std::{thread, time::Duration};\nfn main() {\n    println!("gateway ready");\n    let _ = thread::Builder::new().name("feed-3".into()).spawn(|| panic!("bad frame")).unwrap().join();\n    for n in 0..6 { println!("frame {} stored", n * 100); }\n    thread::sleep(Duration::from_secs(30));\n}\n' >main.rs
    rustc -o app main.rs
}
provoke() { background alone ./app; sleep 2; cut_here; }
