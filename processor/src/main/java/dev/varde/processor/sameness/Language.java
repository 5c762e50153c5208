package dev.varde.processor.sameness;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How each language prints a frame of a stack trace, and which frames are not the program's own.
///
/// A pattern names what a frame is known by: `name` of the function, or `file` and `name` where the
/// function's name does not hold its module. It never names a line number.
enum Language {
    PYTHON(
            "File \"(?<file>[^\"]{1,300})\", line \\d+, in (?<name>\\S{1,200})",
            "site-packages|dist-packages|/lib/python\\d|/lib64/python\\d|<frozen|<string>"),
    JAVA(
            "\\bat (?:[\\w.-]{1,60}/{1,2}){0,2}(?<name>[\\w.$]{1,300}\\.[\\w$<>]{1,200})"
                    + "\\((?:[\\w$]{1,100}\\.(?:java|kt|scala|groovy|clj)(?::\\d+)?|Native Method|Unknown Source|[\\w$]{1,100})\\)",
            "^(?:javax?|jdk|jakarta|com\\.sun|sun|kotlinx?|scala|groovy|clojure)\\."
                    + "|^(?:org\\.(?:springframework|apache|hibernate|eclipse|jboss|postgresql|mariadb|junit|slf4j|aspectj)"
                    + "|io\\.(?:quarkus|netty|vertx|smallrye|undertow|micronaut|lettuce|grpc|reactivex)"
                    + "|com\\.(?:zaxxer|mysql|fasterxml|mongodb|google\\.common)|reactor|redis\\.clients|oracle\\.jdbc)\\."
                    + "|\\$\\$(?:Lambda|FastClassBy|EnhancerBy|SpringCGLIB)|\\$Proxy\\d"),
    NODE(
            "\\bat (?:async )?(?:(?:new )?(?<name>[\\w.$<>#\\[\\] ]{1,200}?) \\()?(?:file://)?(?<file>(?:[A-Za-z]:)?[^\\s():]{1,300}):\\d+:\\d+\\)?$",
            "node_modules|^node:|^internal/|\\bnode:internal"),
    DOTNET(
            "\\bat (?<name>[\\w.`<>+\\[\\],$|-]{1,300})\\([^)]{0,300}\\)(?: in .{1,300}:line \\d+)?$",
            "^(?:System|Microsoft|Npgsql|MySql|MySqlConnector|StackExchange|Grpc|Serilog|Newtonsoft|Dapper|Quartz)\\."),
    GO(
            "^(?:created by )?(?<name>[\\w./~@-]{0,200}[\\w-]{1,100}(?:\\.\\(\\*?[\\w\\[\\].…]{1,100}\\))?\\.[\\w.\\[\\]…-]{1,200})(?:\\(.{0,300}\\)| in goroutine \\d+)$",
            "^(?:runtime|net|reflect|syscall|internal|sync|time|os|io|fmt|bufio|bytes|strings|strconv|encoding|database|context|errors|sort|math|regexp|log|crypto|compress|html|text|testing|unicode|path)[./]"
                    + "|^golang\\.org/x/|^google\\.golang\\.org/|/vendor/"),
    RUBY(
            "(?:^|from |\\s)(?<file>[^\\s:]{1,300}):\\d+:in [`'](?<name>[^']{1,200})'",
            "/gems/|/lib/ruby/|<internal:"),
    PHP(
            "^\\s*#\\d+ (?<file>[^(]{1,300})\\(\\d+\\): (?<name>[^(]{1,200})\\(",
            "/vendor/|^\\[internal"),
    RUST(
            "^\\s*\\d+:\\s+(?:0x[0-9a-f]+ - )?(?<name>[\\w<>:&', {}#\\[\\]*$]{1,300})$",
            "^<?(?:&?(?:mut )?)?(?:std|core|alloc|tokio|hyper|futures\\w*|tower|axum|actix\\w*|rust_\\w+|backtrace|anyhow)(?:::|$)"
                    + "|^(?:rust_begin_unwind|rust_panic|__\\w+|_start|main|clone3?|start_thread)$");

    private static final Pattern RUST_HASH = Pattern.compile("::h[0-9a-f]{16}$");
    private static final Pattern MADE_UP =
            Pattern.compile("(?<=[$_])\\d{1,10}\\b|(?<=\\bfunc)\\d+(?:\\.\\d+)*|0x[0-9a-f]+");
    private static final Pattern DOTNET_ASYNC =
            Pattern.compile("<(\\w+)>\\w__\\d+(?:\\.MoveNext)?|<>c(?:__DisplayClass\\d+_\\d+)?\\.");
    private static final int LONGEST = 200;

    private final Pattern frame;
    private final Pattern library;
    private final boolean withFile;

    Language(String frame, String library) {
        this.frame = Pattern.compile(frame);
        this.library = Pattern.compile(library);
        this.withFile = frame.contains("(?<file>");
    }

    /// Whether the last frame printed is where it happened; in the others it is the first.
    boolean innermostLast() {
        return this == PYTHON;
    }

    /// A frame of this language.
    ///
    /// @param own whether it is the program's own
    record Frame(String text, boolean own) {}

    Optional<Frame> frame(String line) {
        Matcher m = frame.matcher(line);
        if (!m.find()) {
            return Optional.empty();
        }
        String name = m.group("name") == null ? "<anonymous>" : m.group("name");
        String file = withFile ? m.group("file") : "";
        boolean own = !library.matcher(withFile && this != PHP ? file : file + name).find();
        String module = withFile ? Modules.of(file) + ":" : "";
        return Optional.of(new Frame(cut(module + steady(name)), own));
    }

    /// The name without what compilers put in by counting.
    private String steady(String name) {
        String plain = RUST_HASH.matcher(name.strip()).replaceFirst("");
        String async = this == DOTNET ? DOTNET_ASYNC.matcher(plain).replaceAll("$1") : plain;
        return MADE_UP.matcher(async).replaceAll("");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
