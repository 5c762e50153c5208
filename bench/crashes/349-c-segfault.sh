# A null pointer in C: the shell and the kernel tell.
cause=native-crash runtime=c needs="gcc root"
prepare() {
    printf '#include <stdio.h>\nint main(void) { puts("codec begins"); fflush(stdout); int *p = 0; *p = 1; return 0; }\n' >codec.c
    gcc -O0 -o codec codec.c
}
provoke() { mark_kernel; alone ./codec; kernel_lines; }
