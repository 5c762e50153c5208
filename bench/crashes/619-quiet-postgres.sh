# PostgreSQL starts, refuses a password and a statement, and is stopped fast.
cause=nothing runtime=postgresql needs="postgres root" ended=true
prepare() { postgres_data; }
provoke() {
    db=$(free_port)
    printf '#!/bin/bash\nexec setpriv --reuid=postgres --regid=postgres --clear-groups %s/postgres -D %s/pg -k %s/pg -p %s -h 127.0.0.1\n' "$(postgres_programs)" "$work" "$work" "$db" >pg.sh; chmod +x pg.sh
    background alone ./pg.sh
    listening "$db"
    PGPASSWORD=old psql -h 127.0.0.1 -p "$db" -U app postgres -c 'select 1' >/dev/null 2>&1
    psql -h "$work/pg" -p "$db" -U app postgres -c 'select * from gone' >/dev/null 2>&1
    psql -h "$work/pg" -p "$db" -U app gone >/dev/null 2>&1
    kill -INT "$(head -1 pg/postmaster.pid)"
    wait "${pids[-1]}"
}
