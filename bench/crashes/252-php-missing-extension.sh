# A function of an extension that is not installed.
cause=missing-dependency runtime=php needs=php
provoke() {
    printf '<?php\necho bcadd_missing("1", "2");\n' >app.php
    alone php app.php
}
