# A release that does not parse.
cause=unhandled-exception runtime=php needs=php
provoke() {
    printf '<?php\nfunction a( {\n' >app.php
    alone php app.php
}
