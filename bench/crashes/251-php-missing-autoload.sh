# Composer's files are not there.
cause=missing-dependency runtime=php needs=php
provoke() {
    printf '<?php\nrequire __DIR__ . "/vendor/autoload.php";\n' >artisan.php
    alone php -d display_errors=1 artisan.php
}
