# Two transactions wait for each other; PostgreSQL ends one of them.
cause=nothing runtime=postgresql needs="postgres root" ended=false
prepare() { postgres_data; }
provoke() {
    db=$(free_port)
    printf '#!/bin/bash\nexec setpriv --reuid=postgres --regid=postgres --clear-groups %s/postgres -D %s/pg -k %s/pg -p %s -h 127.0.0.1\n' "$(postgres_programs)" "$work" "$work" "$db" >pg.sh; chmod +x pg.sh
    background alone ./pg.sh
    listening "$db"
    p="psql -h $work/pg -p $db -U app postgres"
    $p -c 'create table a(n int); insert into a values (1), (2)' >/dev/null 2>&1
    $p -c 'begin; update a set n = 11 where n = 1; select pg_sleep(1); update a set n = 12 where n = 2; commit' >/dev/null 2>&1 &
    $p -c 'begin; update a set n = 22 where n = 2; select pg_sleep(1); update a set n = 21 where n = 1; commit' >/dev/null 2>&1
    sleep 1
    cut_here
}
