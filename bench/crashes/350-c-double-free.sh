# glibc notices a double free.
cause=native-crash runtime=c needs=gcc
prepare() {
    printf '#include <stdlib.h>\nint main(void) { char *p = malloc(40); free(p); free(p); return 0; }\n' >codec.c
    gcc -w -O0 -o codec codec.c
}
provoke() { alone ./codec; }
