# Go's stack at its limit.
cause=stack-overflow runtime=go needs=go
prepare() {
    printf 'package main\nfunc walk(n int) int { return walk(n+1) + 1 }\nfunc main() { println(walk(0)) }\n' >main.go
    GO111MODULE=off GOCACHE="$out/go-cache" go build -o app main.go
}
provoke() { alone ./app; }
