# Data of another major version.
cause=database-schema-mismatch runtime=postgresql needs="postgres root"
prepare() { postgres_data; echo 9.6 >pg/PG_VERSION; }
provoke() { alone setpriv --reuid=postgres --regid=postgres --clear-groups "$(postgres_programs)/postgres" -D "$work/pg" -k "$work/pg"; }
