# What the scripts of crashes use. A script sets `cause` (an id, or nothing), `runtime`, `needs`, and
# defines `provoke`, whose output is what is judged, and perhaps `prepare`, whose output is not.
# Both run in an empty directory, $work. All that listens does so on loopback.

# Debian's package for a command or a Python module, where it is called otherwise.
declare -A PACKAGE=(
    [python3]=python3 [node]=nodejs [npm]=npm [go]=golang-go [ruby]=ruby [php]=php-cli [perl]=perl [lua5.4]=lua5.4
    [gcc]=gcc [g++]=g++ [make]=make [gunicorn]=gunicorn [uvicorn]=uvicorn [celery]=celery [puma]=puma
    [nginx]=nginx-light [apache2]=apache2 [haproxy]=haproxy [lighttpd]=lighttpd [supervisord]=supervisor [memcached]=memcached
    [redis-server]=redis-server [mariadbd]=mariadb-server [rabbitmq-server]=rabbitmq-server [mosquitto]=mosquitto
    [etcd]=etcd-server [prometheus]=prometheus [dnsmasq]=dnsmasq [unbound]=unbound [squid]=squid
    [php-fpm8.2]=php-fpm [elixir]=elixir [uwsgi]=uwsgi-plugin-python3 [runsv]=runit [openssl]=openssl [sqlite3]=sqlite3
    [earlyoom]=earlyoom [Rscript]=r-base-core [erl]=erlang-base [debootstrap]=debootstrap [monit]=monit
)
pids=()
mounts=()
groups=()

# A command, a Python module (py:NAME), an npm module (npm:NAME), a gem (gem:NAME), a PHP extension
# (php:NAME), a server (postgres), Java's libraries (java-libraries), a machine with systemd, root.
want() {
    case $1 in
    py:*) python3 -c "import ${1#py:}" 2>/dev/null || install "python3-${1#py:}" ;;
    npm:*) [ -d "$out/node/node_modules/${1#npm:}" ] || npm install --silent --prefix "$out/node" "${1#npm:}" >/dev/null 2>&1 ;;
    gem:*) ruby -e "require '${1#gem:}'" 2>/dev/null || install "ruby-${1#gem:}" ;;
    php:*) php -r 'exit(extension_loaded($argv[1]) ? 0 : 1);' "${1#php:}" || install "php-${1#php:}" ;;
    postgres) [ -n "$(postgres_programs)" ] || install postgresql ;;
    java) [ -x "$(java_home)/bin/java" ] ;;
    java-libraries) [ -d "$out/java" ] || java_libraries ;;
    systemd) [ "$(id -u)" = 0 ] && boot_machine ;;
    root) [ "$(id -u)" = 0 ] ;;
    memory-cgroup) [ -w /sys/fs/cgroup/memory/cgroup.procs ] ;;
    file:*) [ -e "${1#file:}" ] ;;
    *) command -v "$1" >/dev/null || install "${PACKAGE[$1]:-$1}" ;;
    esac
}

install() {
    [ "$(id -u)" = 0 ] && apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1
}

java_home() {
    [ -z "${JAVA_HOME:-}" ] || { echo "$JAVA_HOME"; return; }
    "${CRASHES_HERE}/../../varde" --java-home
}

java_libraries() {
    JAVA_HOME=$(java_home) mvn -q -B -f "$here/libraries.xml" dependency:copy-dependencies -DoutputDirectory="$out/java" >/dev/null 2>&1
}

prepare() { :; }

# Writes a file of the program from standard input.
file() {
    mkdir -p "$(dirname "$1")"
    cat >"$1"
}

# Started by a shell, as from cron or an entry point: what the program writes, and what the shell
# writes where a signal ends it. For at most $most seconds, then TERM.
most=40
alone() {
    { printf '%q ' "$@"; echo; echo 'exit $?'; } >start.sh
    timeout --kill-after=5 "$most" bash start.sh
}

# Under supervisord, whose own lines stand beside the program's.
supervised() {
    printf '#!/bin/bash\nexec %s\n' "$(printf '%q ' "$@")" >app.sh
    chmod +x app.sh
    cat >supervisord.conf <<END
[supervisord]
nodaemon=true
logfile=$work/supervisord.log
pidfile=$work/supervisord.pid
$([ "$(id -u)" = 0 ] && echo user=root)
[program:app]
command=$work/app.sh
directory=$work
autorestart=${restart:-false}
startretries=${retries:-0}
startsecs=1
redirect_stderr=true
stdout_logfile=/dev/stdout
stdout_logfile_maxbytes=0
END
    # Through a pipe: it opens its own output anew, and a file would be written over from its beginning.
    timeout --kill-after=5 "$most" supervisord -c supervisord.conf 2>&1 | cat &
    local pid=$! i
    for ((i = 0; i < most * 5; i++)); do
        sleep 0.2
        grep -qE "${until:-exited: app|gave up: app}" supervisord.log 2>/dev/null && break
    done
    sleep "${linger:-1}"
    kill "$(cat supervisord.pid)" 2>/dev/null
    wait "$pid"
}

# In the background, its output with the rest.
background() {
    "$@" &
    pids+=($!)
}

# In the background, its output away.
quietly() {
    "$@" >quiet.log 2>&1 &
    pids+=($!)
}

free_port() {
    python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Waits until something listens there, at most 20 s.
listening() {
    local i
    for ((i = 0; i < 100; i++)); do
        (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return 0
        sleep 0.2
    done
    return 1
}

get() {
    python3 - "$1" <<'END' >/dev/null 2>&1
import sys, urllib.request
urllib.request.urlopen(sys.argv[1], timeout=5).read()
END
    return 0
}

# Something that holds a port.
hold_port() {
    python3 -c 'import socket, sys, time
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", int(sys.argv[1]))); s.listen(); time.sleep(300)' "$1" >/dev/null 2>&1 &
    pids+=($!)
    listening "$1"
}

postgres_programs() {
    ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1
}

as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
    else
        "$@"
    fi
}

# A data directory with a user `app` whose password is `secret`, at $work/pg.
postgres_data() {
    local bin
    bin=$(postgres_programs)
    mkdir -p pg && chmod 700 pg
    [ "$(id -u)" = 0 ] && chown postgres pg
    echo secret >/tmp/crashes-password.$$ && chmod 644 /tmp/crashes-password.$$
    as_postgres "$bin/initdb" -D "$work/pg" -U app --pwfile=/tmp/crashes-password.$$ --auth-host=scram-sha-256 --auth-local=trust -N
    rm -f /tmp/crashes-password.$$
}

# Servers are disowned: this shell would write of their end into the log that is judged.

# Runs it, with settings, in the background; its port is in $db.
postgres() {
    db=$(free_port)
    as_postgres "$(postgres_programs)/postgres" -D "$work/pg" -p "$db" -k "$work/pg" -c fsync=off "$@" >>"$work/pg.log" 2>&1 &
    pids+=($!)
    disown
    listening "$db" && pg_pid=$(head -1 "$work/pg/postmaster.pid")
}

redis() {
    cache=$(free_port)
    redis-server --port "$cache" --bind 127.0.0.1 --save '' --dir "$work" "$@" >"$work/redis.log" 2>&1 &
    pids+=($!)
    disown
    listening "$cache"
}

# Its socket is $work/my.sock, its port $my; root has no password.
mariadb_server() {
    my=$(free_port)
    mariadb-install-db --no-defaults --datadir="$work/my" --auth-root-authentication-method=normal --skip-test-db $(root_user) >/dev/null 2>&1
    mariadbd --no-defaults --datadir="$work/my" --port="$my" --bind-address=127.0.0.1 --socket="$work/my.sock" $(root_user) "$@" >"$work/my.log" 2>&1 &
    pids+=($!)
    my_pid=$!
    disown
    listening "$my" && sleep 1
}

root_user() {
    [ "$(id -u)" = 0 ] && echo --user=root
}

# A file system of its own, $1 of tmpfs at $2.
small_disk() {
    mkdir -p "$2"
    mount -t tmpfs -o "size=$1,mode=777" tmpfs "$2" && mounts+=("$PWD/$2")
}

# A certificate for localhost that ran out yesterday, its key, and the authority that signed it; with
# days it is good for so long.
certificate() {
    openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=crashes -days 3 2>/dev/null
    openssl req -new -newkey rsa:2048 -nodes -keyout key.pem -subj /CN=localhost -out own.csr 2>/dev/null
    openssl x509 -req -in own.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days "${1:--1}" -out cert.pem -extfile <(echo subjectAltName=DNS:localhost,IP:127.0.0.1) 2>/dev/null
}

# Runs a command in a memory cgroup of so many bytes (v1).
caged() {
    local bytes=$1 cage=/sys/fs/cgroup/memory/crash-$$
    shift
    mkdir "$cage" && groups+=("$cage")
    echo "$bytes" >"$cage/memory.limit_in_bytes"
    echo "$bytes" >"$cage/memory.memsw.limit_in_bytes" 2>/dev/null
    { printf 'echo $$ >%q\n' "$cage/cgroup.procs"; printf '%q ' "$@"; echo; echo 'exit $?'; } >start.sh
    timeout --kill-after=5 "$most" bash start.sh
}

# What the kernel wrote since the mark, as `dmesg` prints it; its buffer is a ring, so the mark is a time. One
# script at a time: another's kills are not to stand among them.
mark_kernel() {
    exec 7>"$out/kernel.lock"
    flock 7
    kernel_mark=$(cut -d' ' -f1 /proc/uptime)
}
kernel_lines() {
    sleep 0.3
    dmesg | awk -v mark="$kernel_mark" '{ at = $0; sub(/^\[ */, "", at) } at + 0 > mark'
}

# The process of that name that this script started.
named() {
    local pid
    for pid in $(descendants $$ | tac); do
        grep -q "$1" "/proc/$pid/cmdline" 2>/dev/null && [ "$(cat "/proc/$pid/comm")" != timeout ] && [ "$(cat "/proc/$pid/comm")" != bash ] && echo "$pid" && return
    done
}

# Asks it to stop, as a unit manager does, and waits for it.
ask_to_stop() {
    sleep 0.5
    kill -TERM "$(named "$1")"
    wait "${pids[-1]}"
}

# The log ends here though the program goes on: what runs is ended without another word.
cut_here() {
    local pid
    sleep 1
    exec 2>/dev/null
    cp "$out/$name.log" so-far
    for pid in $(descendants $$); do kill -KILL "$pid" 2>/dev/null; done
    wait 2>/dev/null
    cat so-far >"$out/$name.log"
}

# A real systemd with its journal, one for all scripts; `run` ends it.
machine() { bash "$CRASHES_HERE/../../collector/src/test/resources/real-systemd" "$@"; }
machine_name=crashes-machine
in_machine() { machine in "$machine_name" "$@"; }
boot_machine() (
    flock 8
    in_machine true 2>/dev/null && exit 0
    machine make >/dev/null || exit 1
    setsid bash "$CRASHES_HERE/../../collector/src/test/resources/real-systemd" boot "$machine_name" >/dev/null 2>&1 8>&- </dev/null &
    sleep 1
    timeout 90 bash "$CRASHES_HERE/../../collector/src/test/resources/real-systemd" ready "$machine_name" >/dev/null 2>&1 8>&-
    in_machine systemctl is-system-running | grep -qE 'running|degraded'
) 8>"$out/machine.lock"

# Runs a unit whose [Service] is standard input in it for so many seconds, then prints its journal.
unit() {
    local name=$1 seconds=$2
    { printf '[Unit]\nDescription=%s\n[Service]\n' "$name"; cat; } | in_machine sh -c "cat >/run/systemd/system/$name.service"
    in_machine systemctl daemon-reload
    in_machine systemctl start --no-block "$name"
    sleep "$seconds"
    [ -z "${then_do:-}" ] || $then_do
    in_machine journalctl --no-pager -o "${journal:-short}" -u "$name"
    in_machine systemctl stop --no-block "$name" >/dev/null 2>&1
}

node_modules() { ln -s "$out/node/node_modules" node_modules; }

clean_up() {
    local pid at
    exec 2>/dev/null
    for pid in $(descendants $$) "${pids[@]}"; do
        kill -9 "$pid" 2>/dev/null
    done
    wait 2>/dev/null
    for at in "${mounts[@]}"; do umount -l "$at" 2>/dev/null; done
    for at in "${groups[@]}"; do rmdir "$at" 2>/dev/null; done
    cd / && rm -rf "$work"
}

descendants() {
    local child
    for child in $(pgrep -P "$1"); do
        descendants "$child"
        echo "$child"
    done
}
