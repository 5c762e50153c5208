# The file system of its log of writes takes no more.
cause=disk-full runtime=postgresql needs="postgres root"
prepare() {
    postgres_data
    mkdir wal && cp -a pg/pg_wal/. wal/
    small_disk 18m pg/pg_wal
    chown postgres pg/pg_wal && chmod 700 pg/pg_wal
    cp -a wal/. pg/pg_wal/
}
provoke() {
    db=$(free_port)
    printf '#!/bin/bash\nexec setpriv --reuid=postgres --regid=postgres --clear-groups %s/postgres -D %s/pg -k %s/pg -p %s -h 127.0.0.1\n' "$(postgres_programs)" "$work" "$work" "$db" >pg.sh; chmod +x pg.sh
    most=15
    background alone ./pg.sh
    listening "$db"
    psql -h "$work/pg" -p "$db" -U app postgres -c "create table t as select repeat('x', 900) from generate_series(1, 60000)" >/dev/null 2>&1
    wait "${pids[-1]}"
}
