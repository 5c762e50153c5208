# An exception in one request under Django.
cause=nothing runtime=python-django needs="python3 py:django" ended=false
prepare() { port=$(free_port); }
provoke() {
    printf 'SECRET_KEY = "x"\nROOT_URLCONF = "site1.urls"\nDEBUG = True\nALLOWED_HOSTS = ["*"]\n' | file site1/settings.py
    printf 'from django.urls import path\nfrom django.http import HttpResponse\ndef a(r): return HttpResponse(r.GET["customer"])\nurlpatterns = [path("a", a), path("", lambda r: HttpResponse("ok"))]\n' >site1/urls.py
    touch site1/__init__.py
    DJANGO_SETTINGS_MODULE=site1.settings background alone python3 -m django runserver --noreload "127.0.0.1:$port" --pythonpath .
    listening "$port"
    get "http://127.0.0.1:$port/a"; get "http://127.0.0.1:$port/"
    cut_here
}
