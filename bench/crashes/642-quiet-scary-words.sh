# Log lines that quote scary words.
cause=nothing runtime=python needs=python3 ended=false
provoke() {
    file app.py <<'END'
import logging, time
logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-8s [%(name)s] %(message)s")
log = logging.getLogger("support")
log.info("ticket 812 opened: 'app was Killed, out of memory'")
log.info("searching knowledge base for 'Segmentation fault (core dumped)'")
log.info("matched rule oom-kill with 3 articles")
log.warning("article 17 has no title: Address already in use")
log.info("ticket 813 opened: 'FATAL: password authentication failed for user app'")
log.info("ticket 812 closed")
log.info("0 errors, 0 exceptions, 2 tickets")
time.sleep(30)
END
    background alone python3 app.py
    sleep 2
    cut_here
}
