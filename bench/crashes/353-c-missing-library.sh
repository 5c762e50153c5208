# A shared library that is gone.
cause=missing-dependency runtime=c needs=gcc
prepare() {
    echo 'int rate(void) { return 3; }' >rate.c
    printf 'int rate(void);\nint main(void) { return rate(); }\n' >app.c
    gcc -shared -fPIC -o librate.so.2 rate.c && gcc -o app app.c ./librate.so.2 && rm librate.so.2
}
provoke() { alone ./app; }
