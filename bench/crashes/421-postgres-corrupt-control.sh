# A control file that was overwritten.
cause=data-corruption runtime=postgresql needs="postgres root"
prepare() { postgres_data; head -c 60 /dev/urandom | dd of=pg/global/pg_control bs=1 seek=40 conv=notrunc; }
provoke() { alone setpriv --reuid=postgres --regid=postgres --clear-groups "$(postgres_programs)/postgres" -D "$work/pg" -k "$work/pg"; }
