# Django's own server on a port that is held.
cause=port-in-use runtime=python-django needs="python3 py:django"
prepare() { port=$(free_port); hold_port "$port"; }
provoke() {
    printf 'SECRET_KEY = "x"\nROOT_URLCONF = "site1.urls"\nDEBUG = True\n' | file site1/settings.py
    echo 'urlpatterns = []' >site1/urls.py
    touch site1/__init__.py
    DJANGO_SETTINGS_MODULE=site1.settings alone python3 -m django runserver --noreload "127.0.0.1:$port" --pythonpath .
}
