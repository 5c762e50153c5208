# Exceptions that are caught and logged.
cause=nothing runtime=python needs=python3 ended=false
provoke() {
    file app.py <<'END'
import logging, time
logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
log = logging.getLogger("sync")
for n in range(3):
    try:
        open("/nowhere/prices.csv")
    except OSError:
        log.exception("prices cannot be read, going on without")
    log.info("round %d done", n)
time.sleep(30)
END
    background alone python3 app.py
    sleep 2
    cut_here
}
