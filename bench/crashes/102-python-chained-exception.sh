# Python exceptions raised while another is handled.
cause=unhandled-exception runtime=python needs=python3
provoke() {
    file job.py <<'END'
import json, logging
logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("job")
class BadInput(RuntimeError):
    pass
def read(text):
    try:
        return json.loads(text)
    except ValueError as e:
        raise BadInput("line 7 cannot be read") from e
log.info("job begins")
read("{'a': 1}")
END
    alone python3 job.py
}
