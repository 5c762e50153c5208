# A server whose certificate ran out.
cause=tls-failure runtime=python needs="python3 openssl"
prepare() { port=$(free_port); certificate; quietly openssl s_server -accept "127.0.0.1:$port" -cert cert.pem -key key.pem -www; listening "$port"; }
provoke() {
    echo "import ssl, urllib.request; urllib.request.urlopen('https://localhost:$port/', context=ssl.create_default_context(cafile='ca.pem'))" >app.py
    alone python3 app.py
}
