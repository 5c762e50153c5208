# AddressSanitizer finds a use after free.
cause=native-crash runtime=c++ needs=g++
prepare() {
    printf 'int main() { int *p = new int[4]; delete[] p; return p[1]; }\n' >app.cc
    g++ -g -fsanitize=address -o app app.cc
}
provoke() { alone ./app; }
