# A program for another machine.
cause=config-error runtime=bash needs=
provoke() {
    printf '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\xb7\0\x01\0\0\0' >server; head -c 200 /dev/zero >>server; chmod +x server
    alone ./server
}
