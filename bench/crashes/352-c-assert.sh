# An assertion that does not hold.
cause=native-crash runtime=c needs=gcc
prepare() {
    printf '#include <assert.h>\nint main(int n, char **a) { assert(n == 3); return 0; }\n' >codec.c
    gcc -o codec codec.c
}
provoke() { alone ./codec; }
