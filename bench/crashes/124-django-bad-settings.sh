# Django without a secret key.
cause=config-error runtime=python-django needs="python3 py:django"
provoke() {
    file site1/settings.py <<'END'
SECRET_KEY = ""
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes"]
END
    touch site1/__init__.py
    DJANGO_SETTINGS_MODULE=site1.settings alone python3 -m django check --pythonpath .
}
