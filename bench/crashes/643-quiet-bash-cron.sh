# A job that prints errors of its commands and goes on.
cause=nothing runtime=bash needs= ended=true
provoke() {
    printf '#!/bin/bash\necho "backup begins"\ncp /nowhere/a . || echo "no attachments, going on"\nrm /nowhere/lock\necho "12 files copied"\necho "backup done, 0 failed"\nexit 0\n' >backup.sh; chmod +x backup.sh
    alone ./backup.sh
}
