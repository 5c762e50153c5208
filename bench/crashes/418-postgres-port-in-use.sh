# PostgreSQL on a port that is held.
cause=port-in-use runtime=postgresql needs=postgres
prepare() { postgres_data; port=$(free_port); hold_port "$port"; }
provoke() {
    printf '#!/bin/bash\nexec setpriv --reuid=postgres --regid=postgres --clear-groups %s/postgres -D %s/pg -p %s -k %s/pg\n' "$(postgres_programs)" "$work" "$port" "$work" >pg.sh; chmod +x pg.sh
    alone ./pg.sh
}
