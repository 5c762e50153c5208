# A panic in one request, which Go's server survives.
cause=nothing runtime=go needs=go ended=false
prepare() {
    port=$(free_port)
    printf 'package main\nimport ("log"; "net/http")\nfunc main() {\n\tvar m map[string]*http.Request\n\thttp.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) { log.Println(m["x"].Host) })\n\thttp.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { log.Println("served", r.URL.Path) })\n\tlog.Fatal(http.ListenAndServe("127.0.0.1:%s", nil))\n}\n' "$port" >main.go
    GO111MODULE=off GOCACHE="$out/go-cache" go build -o app main.go
}
provoke() {
    background alone ./app
    listening "$port"
    get "http://127.0.0.1:$port/a"; get "http://127.0.0.1:$port/b"; get "http://127.0.0.1:$port/c"
    cut_here
}
