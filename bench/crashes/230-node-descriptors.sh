# Files that nobody closes.
cause=descriptors-exhausted runtime=node needs=node
provoke() {
    echo 'const fs = require("fs"); const all = []; for (;;) all.push(fs.openSync(__filename));' >app.js
    printf '#!/bin/bash\nulimit -n 64\nexec node app.js\n' >limited.sh; chmod +x limited.sh
    alone ./limited.sh
}
