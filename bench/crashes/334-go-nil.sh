# A nil pointer: Go prints SIGSEGV and it is its own panic.
cause=unhandled-exception runtime=go needs=go
prepare() {
    printf 'package main\nimport "fmt"\ntype order struct{ total int }\nfunc find() *order { return nil }\nfunc main() {\n\tfmt.Println("orders")\n\tfmt.Println(find().total)\n}\n' >main.go
    GO111MODULE=off GOCACHE="$out/go-cache" go build -o app main.go
}
provoke() { alone ./app; }
