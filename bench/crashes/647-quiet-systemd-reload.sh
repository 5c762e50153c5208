# A service that is told to read its configuration again.
cause=nothing runtime=systemd needs=systemd ended=false
provoke() {
    then_do=reload_it unit keeper 1 <<END
ExecStart=/bin/sh -c "trap 'echo reloaded' HUP; echo ready; while true; do sleep 0.2; done"
ExecReload=/bin/kill -HUP \$MAINPID
END
}
reload_it() { in_machine systemctl reload keeper; sleep 1; }
