# A data directory that everybody may read.
cause=permission-denied runtime=postgresql needs="postgres root"
prepare() { postgres_data; chmod 777 pg; }
provoke() { alone setpriv --reuid=postgres --regid=postgres --clear-groups "$(postgres_programs)/postgres" -D "$work/pg" -k "$work/pg"; }
