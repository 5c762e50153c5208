# All goroutines wait.
cause=deadlock runtime=go needs=go
prepare() {
    printf 'package main\nimport "sync"\nfunc main() {\n\tvar a sync.Mutex\n\ta.Lock()\n\ta.Lock()\n}\n' >main.go
    GO111MODULE=off GOCACHE="$out/go-cache" go build -o app main.go
}
provoke() { alone ./app; }
