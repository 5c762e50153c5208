# An exception that nobody catches.
cause=unhandled-exception runtime=php needs=php
provoke() {
    printf '<?php\nfunction total($o) { if (!isset($o["lines"])) { throw new DomainException("order has no lines"); } }\necho "worker started\\n";\ntotal([]);\n' >worker.php
    alone php -d display_errors=stderr -d log_errors=0 worker.php
}
