# Perl dies.
cause=unhandled-exception runtime=perl needs=perl
provoke() {
    printf 'use strict;\nprint "importing\\n";\nsub row { die "row 7 has no amount" unless $_[0]; }\nrow(0);\n' >import.pl
    alone perl import.pl
}
