# More shared memory than the address space allows.
cause=native-memory-exhausted runtime=postgresql needs="postgres root"
prepare() { postgres_data; echo "shared_buffers = 8GB" >>pg/postgresql.conf; echo "dynamic_shared_memory_type = mmap" >>pg/postgresql.conf; }
provoke() {
    printf '#!/bin/bash\nulimit -v 2000000\nexec setpriv --reuid=postgres --regid=postgres --clear-groups %s/postgres -D %s/pg -k %s/pg -p 5499 -h 127.0.0.1\n' "$(postgres_programs)" "$work" "$work" >pg.sh; chmod +x pg.sh
    alone ./pg.sh
}
