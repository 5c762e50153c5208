# A plain dial to Redis' port.
cause=database-unreachable runtime=go needs=go
prepare() {
    printf 'package main\nimport ("fmt"; "net"; "os")\nfunc main() {\n\tif _, err := net.Dial("tcp", "127.0.0.1:6379"); err != nil {\n\t\tfmt.Fprintln(os.Stderr, "fatal: connect to redis:", err)\n\t\tos.Exit(1)\n\t}\n}\n' >main.go
    sed -i 's/6379/6380/' main.go
    GO111MODULE=off GOCACHE="$out/go-cache" go build -o app main.go
}
provoke() { alone ./app; }
