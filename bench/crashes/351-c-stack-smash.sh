# The compiler's guard of the stack.
cause=native-crash runtime=c needs=gcc
prepare() {
    printf '#include <string.h>\n#include <stdio.h>\nvoid copy(const char *s) { char b[8]; strcpy(b, s); puts(b); }\nint main(int n, char **a) { copy(a[1]); return 0; }\n' >codec.c
    gcc -w -O0 -fstack-protector-all -o codec codec.c
}
provoke() { alone ./codec aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; }
