# PHP at its time limit.
cause=worker-timeout runtime=php needs=php
provoke() {
    printf '<?php\nset_time_limit(1);\n$n = 0;\nwhile (true) { $n = sqrt($n + 1); }\n' >report.php
    alone php -d log_errors=1 -d display_errors=0 -d error_log=/dev/stderr report.php
}
