# PHP at its memory limit.
cause=heap-exhausted runtime=php needs=php
provoke() {
    printf '<?php\n$all = [];\nwhile (true) { $all[] = str_repeat("x", 100000); }\n' >import.php
    alone php -d memory_limit=16M -d display_errors=stderr import.php
}
