# A start that needs another service's answer.
cause=upstream-unreachable runtime=go needs=go
prepare() {
    printf 'package main\nimport ("log"; "net/http")\nfunc main() {\n\tif _, err := http.Get("http://127.0.0.1:8099/flags"); err != nil {\n\t\tlog.Fatalf("cannot read flags: %%v", err)\n\t}\n}\n' >main.go
}
provoke() { GO111MODULE=off GOCACHE="$out/go-cache" alone go run main.go; }
