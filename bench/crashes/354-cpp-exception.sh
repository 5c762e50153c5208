# An exception that nobody catches: abort, and still its own doing.
cause=unhandled-exception runtime=c++ needs=g++
prepare() {
    printf '#include <map>\n#include <string>\nint main() { std::map<std::string, int> prices; return prices.at("tea"); }\n' >app.cc
    g++ -o app app.cc
}
provoke() { alone ./app; }
