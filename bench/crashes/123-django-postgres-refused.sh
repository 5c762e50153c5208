# Django's migrate at the start of a container.
cause=database-unreachable runtime=python-django needs="python3 py:django py:psycopg2"
provoke() {
    file site1/settings.py <<'END'
SECRET_KEY = "x"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "app", "USER": "app", "PASSWORD": "x", "HOST": "127.0.0.1", "PORT": "5433"}}
END
    touch site1/__init__.py
    DJANGO_SETTINGS_MODULE=site1.settings alone python3 -m django migrate --pythonpath .
}
