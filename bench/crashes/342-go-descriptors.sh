# Files that nobody closes.
cause=descriptors-exhausted runtime=go needs=go
prepare() {
    printf 'package main\nimport ("log"; "os")\nfunc main() {\n\tvar all []*os.File\n\tfor {\n\t\tf, err := os.Open("main.go")\n\t\tif err != nil {\n\t\t\tlog.Fatal(err)\n\t\t}\n\t\tall = append(all, f)\n\t}\n}\n' >main.go
    GO111MODULE=off GOCACHE="$out/go-cache" go build -o app main.go
}
provoke() {
    printf '#!/bin/bash\nulimit -Sn 60\nulimit -Hn 60\nexec ./app\n' >limited.sh; chmod +x limited.sh
    alone ./limited.sh
}
