# A setting that PostgreSQL does not know.
cause=config-error runtime=postgresql needs="postgres root"
prepare() { postgres_data; echo "shared_bufferz = 1GB" >>pg/postgresql.conf; }
provoke() { alone setpriv --reuid=postgres --regid=postgres --clear-groups "$(postgres_programs)/postgres" -D "$work/pg" -k "$work/pg"; }
