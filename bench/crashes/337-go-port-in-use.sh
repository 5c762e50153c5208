# log.Fatal over a port that is held.
cause=port-in-use runtime=go needs=go
prepare() {
    port=$(free_port); hold_port "$port"
    printf 'package main\nimport ("log"; "net/http")\nfunc main() {\n\tlog.Println("starting")\n\tlog.Fatal(http.ListenAndServe("127.0.0.1:%s", nil))\n}\n' "$port" >main.go
    GO111MODULE=off GOCACHE="$out/go-cache" go build -o app main.go
}
provoke() { alone ./app; }
