package dev.varde.processor.diagnosis;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The line by which a runtime begins to print what ended a program.
///
/// @param type what it is called where the line does not say
/// @param last nothing else is printed so
record Head(Pattern pattern, @Nullable String type, boolean last) {
    /// Each has a group `message`, and a group `type` where it has no type of its own.
    static final List<Head> ALL =
            List.of(
                    head(
                            "Exception in thread \"main\" (?<type>[\\w.$]+)(?:: (?<message>.*))?$",
                            true),
                    head(
                            "Exception in thread \"[^\"]{1,200}\" (?<type>[\\w.$]+)(?:: (?<message>.*))?$",
                            false),
                    named("Application run failed(?<message>.*)$", "startup failure", true),
                    named("^(?:.{0,120}[ |])?panic: (?<message>.*)$", "panic", true),
                    named(
                            "^(?:.{0,120}[ |])?fatal error: (?<message>(?:all goroutines|concurrent map|runtime|stack overflow|out of memory|sync:).*)$",
                            "fatal error",
                            true),
                    named(
                            "thread '<?main>?'(?: \\(\\d+\\))? panicked at (?<message>.*)$",
                            "panic",
                            true),
                    named(
                            "thread '[^']{1,200}'(?: \\(\\d+\\))? panicked at (?<message>.*)$",
                            "panic",
                            false),
                    named(
                            "^(?:.{0,120}[ |])?task '?<?\\w{1,40}>?'? failed at '(?<message>.*)$",
                            "panic",
                            true),
                    head(
                            "(?:^|PHP )Fatal error: {1,2}Uncaught (?<type>[\\w\\\\]+)(?:: (?<message>.*))?$",
                            true),
                    head(
                            "terminate called after throwing an instance of '(?<type>[^']{1,200})'(?<message>)",
                            true),
                    named(
                            "terminate called without an active exception(?<message>)",
                            "terminate",
                            true),
                    head(
                            "Unhandled exception\\. (?<type>[\\w.`+]+)(?: \\(0x\\w{1,16}\\))?(?:: (?<message>.*))?$",
                            true),
                    head(
                            "^\\S+:\\d+:in [`'].{1,200}': (?<message>.*) \\((?<type>[A-Z][\\w:]*)\\)$",
                            true),
                    head(
                            "(?:^|\\[)(?<type>UnhandledPromiseRejection)\\w*[:\\]](?<message>.*)$",
                            true),
                    named("(?:^|PHP )Parse error: {1,2}(?<message>.*)$", "parse error", true),
                    // Perl; its warnings end alike
                    named(
                            "^(?!.*(?:uninitialized value|isn't numeric|redefined|masks earlier|used only once|Wide character|experimental|Odd number|deprecated))(?<message>\\S.{1,400}) at \\S{1,200}\\.(?:pl|pm|cgi|psgi|t) line \\d{1,7}\\.$",
                            "die",
                            true),
                    named("^lua(?:jit|[\\d.]*): (?<message>.*:\\d{1,7}: .*)$", "error", true),
                    // Elixir, Erlang
                    head("^\\*\\* \\((?<type>Mix|[A-Z][\\w.]*)\\) (?<message>.*)$", true),
                    named(
                            "Kernel pid terminated \\((?<message>\\w{1,60})\\)",
                            "end of an application",
                            true),
                    // Clojure
                    named(
                            "Exception in thread \"main\" (?<message>[A-Z][a-z]+ .*)$",
                            "error",
                            true),
                    // Rust's main returns an error
                    named(
                            "^Error: (?<message>(?:Os|Custom|[A-Z]\\w{1,60}) ?[{(].*)$",
                            "error",
                            true),
                    // Laravel's console
                    head("^ {0,4}(?<type>(?:[A-Z]\\w*\\\\)+[A-Z]\\w*)\\s*$(?<message>)", true),
                    head(
                            "Terminating app due to uncaught exception '(?<type>\\w+)', reason: '(?<message>.*)'",
                            true),
                    head(
                            "terminating (?:due to|with) uncaught exception of type (?<type>[\\w:.]+)(?:: (?<message>.*))?$",
                            true),
                    // R, Haskell, OCaml, Crystal, Nim, Zig, Swift, Deno, sbt
                    named("^Execution halted(?<message>)$", "error", true),
                    named(
                            "^\\S{1,60}: (?<message>(?:Prelude|Uncaught exception|\\S{1,80}: Non-exhaustive).*)$",
                            "exception",
                            true),
                    head("^Fatal error: exception (?<type>[\\w.]+)(?:[:(](?<message>.*))?$", true),
                    head("^Unhandled exception: (?<message>.*) \\((?<type>[A-Z][\\w:]*)\\)$", true),
                    named("^Error: unhandled exception: (?<message>.*)$", "exception", true),
                    named("^thread \\d{1,9} panic: (?<message>.*)$", "panic", true),
                    named(
                            "^\\S{1,200}\\.swift:\\d{1,7}: Fatal error: (?<message>.*)$",
                            "fatal error",
                            true),
                    head(
                            "^error: Uncaught (?:\\(in promise\\) )?(?<type>[A-Z]\\w*): (?<message>.*)$",
                            true),
                    head(
                            "^\\[error\\] \\(run-main-\\w{1,9}\\) (?<type>[\\w.$]+)(?:: (?<message>.*))?$",
                            true));

    private static Head head(String pattern, boolean last) {
        return new Head(Pattern.compile(pattern), null, last);
    }

    private static Head named(String pattern, String type, boolean last) {
        return new Head(Pattern.compile(pattern), type, last);
    }
}
