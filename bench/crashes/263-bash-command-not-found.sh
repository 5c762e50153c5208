# An entry point whose program is not installed.
cause=missing-dependency runtime=bash needs=
provoke() {
    printf '#!/bin/bash\nset -e\necho "migrating"\nalembicc upgrade head\nexec uvicornn app:app\n' >entrypoint.sh; chmod +x entrypoint.sh
    alone ./entrypoint.sh
}
