# Django that nobody told where its settings are.
cause=config-error runtime=python-django needs="python3 py:django"
provoke() {
    echo 'import django; django.setup(); print("ready")' >wsgi.py
    alone python3 wsgi.py
}
