# A file that only root may read.
cause=permission-denied runtime=python needs="python3 root"
prepare() { mkdir secret; echo x >secret/key; chmod 600 secret/key; chmod 755 secret; }
provoke() {
    echo 'print(open("secret/key").read())' >app.py
    alone setpriv --reuid=65533 --clear-groups python3 app.py
}
