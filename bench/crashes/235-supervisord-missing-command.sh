# A program that is not there.
cause=missing-dependency runtime=supervisord needs=supervisord
provoke() {
    supervised ./bin/serverr --port 80
}
