# The log of writes is gone.
cause=data-corruption runtime=postgresql needs="postgres root"
prepare() { postgres_data; rm -f pg/pg_wal/0*; }
provoke() { alone setpriv --reuid=postgres --regid=postgres --clear-groups "$(postgres_programs)/postgres" -D "$work/pg" -k "$work/pg" -p 5499 -h 127.0.0.1; }
