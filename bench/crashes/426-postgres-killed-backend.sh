# One of PostgreSQL's processes is killed: it restarts all others.
cause=killed-by-signal runtime=postgresql needs="postgres root"
prepare() { postgres_data; }
provoke() {
    db=$(free_port)
    printf '#!/bin/bash\nexec setpriv --reuid=postgres --regid=postgres --clear-groups %s/postgres -D %s/pg -k %s/pg -p %s -h 127.0.0.1\n' "$(postgres_programs)" "$work" "$work" "$db" >pg.sh; chmod +x pg.sh
    most=6
    background alone ./pg.sh
    listening "$db"
    psql -h "$work/pg" -p "$db" -U app postgres -c "select pg_sleep(20)" >/dev/null 2>&1 &
    sleep 1
    kill -9 "$(pgrep -f 'postgres: app postgres .*SELECT' | head -1)"
    sleep 2
    cut_here
}
