# Go indexes beyond a slice.
cause=unhandled-exception runtime=go needs=go
prepare() { go_program 'import ("fmt"; "os")' 'lines := os.Args; fmt.Println("reading"); fmt.Println(lines[7])'; }
provoke() { alone ./app; }
go_program() {
    printf 'package main\n%s\nfunc main() {\n%s\n}\n' "$1" "$2" >main.go
    GOFLAGS=-mod=mod GO111MODULE=off GOCACHE="$out/go-cache" go build -o app main.go
}
