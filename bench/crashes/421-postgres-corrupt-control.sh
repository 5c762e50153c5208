# A control file that was overwritten.
cause=data-corruption runtime=postgresql needs="postgres root"
prepare() { postgres_data; head -c 8192 /dev/urandom >pg/global/pg_control; }
provoke() { alone setpriv --reuid=postgres --regid=postgres --clear-groups "$(postgres_programs)/postgres" -D "$work/pg" -k "$work/pg"; }
