# A module that is not installed.
cause=missing-dependency runtime=python needs=python3
provoke() {
    file app.py <<'END'
import os
import orjsonx as json
print(json.dumps({}))
END
    alone python3 app.py
}
