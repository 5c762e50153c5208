# operator new finds no memory.
cause=native-memory-exhausted runtime=c++ needs=g++
prepare() {
    printf '#include <vector>\n#include <cstring>\nint main() { std::vector<char*> all; for (;;) { all.push_back(new char[50000000]); std::memset(all.back(), 1, 50000000); } }\n' >app.cc
    g++ -o app app.cc
}
provoke() {
    printf '#!/bin/bash\nulimit -v 400000\nexec ./app\n' >limited.sh; chmod +x limited.sh
    alone ./limited.sh
}
