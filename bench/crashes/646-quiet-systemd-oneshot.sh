# A job that is done.
cause=nothing runtime=systemd needs=systemd ended=true
provoke() { unit backup 3 <<<$'Type=oneshot\nExecStart=/bin/sh -c "echo 12 files copied, 0 errors"'; }
