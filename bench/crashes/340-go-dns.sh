# A name that nobody knows.
cause=dns-failure runtime=go needs=go
prepare() {
    printf 'package main\nimport ("log"; "net/http")\nfunc main() {\n\tif _, err := http.Get("http://flags.service.invalid/"); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n' >main.go
}
provoke() { GO111MODULE=off GOCACHE="$out/go-cache" alone go run main.go; }
