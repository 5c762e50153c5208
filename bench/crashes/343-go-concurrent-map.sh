# Two goroutines write one map.
cause=unhandled-exception runtime=go needs=go
prepare() {
    printf 'package main\nfunc main() {\n\tm := map[int]int{}\n\tfor g := 0; g < 8; g++ {\n\t\tgo func() { for i := 0; ; i++ { m[i%%100] = i } }()\n\t}\n\tselect {}\n}\n' >main.go
    GO111MODULE=off GOCACHE="$out/go-cache" go build -o app main.go
}
provoke() { alone ./app; }
