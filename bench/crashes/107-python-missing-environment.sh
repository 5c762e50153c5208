# A setting that is asked of the environment while a program starts.
cause=config-error runtime=python needs=python3
provoke() {
    file settings.py <<'END'
import os
DATABASE_URL = os.environ["DATABASE_URL"]
END
    file app.py <<'END'
import settings
print(settings.DATABASE_URL)
END
    alone python3 app.py
}
