# A module that is not installed.
cause=missing-dependency runtime=perl needs=perl
provoke() {
    printf 'use Mojolicious::Litee;\n' >app.pl
    alone perl app.pl
}
