# Required settings that are missing.
cause=config-error runtime=python-pydantic needs="python3 py:pydantic"
provoke() {
    file app.py <<'END'
try:
    from pydantic_settings import BaseSettings
except ImportError:
    from pydantic import BaseSettings
class Settings(BaseSettings):
    database_url: str
    redis_url: str
settings = Settings()
END
    alone python3 app.py
}
