# A certificate that nobody signed.
cause=tls-failure runtime=go needs="go openssl"
prepare() {
    port=$(free_port)
    certificate 10
    quietly openssl s_server -accept "127.0.0.1:$port" -cert cert.pem -key key.pem -www
    printf 'package main\nimport ("log"; "net/http")\nfunc main() {\n\tif _, err := http.Get("https://localhost:%s/"); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n' "$port" >main.go
    listening "$port"
}
provoke() { GO111MODULE=off GOCACHE="$out/go-cache" alone go run main.go; }
