package dev.varde.processor.diagnosis;

import java.util.List;
import java.util.regex.Pattern;

/// The words by which programs say what is wrong with them; all in one place. Every pattern is free
/// of nested repetition, and lines are cut before they are matched, so that the time is linear in
/// the length of a line.
final class Text {
    private static final int LONGEST = 2_000;
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;?]{0,16}[A-Za-z]");

    /// Matches no line.
    static final Pattern NOTHING = Pattern.compile("(?!)");

    /// Somebody asked the program to stop: the asking itself is in the log.
    static final Pattern STOP_ASKED =
            any(
                    "(?:received|got|caught|handling|by) (?:signal:? ?)?(?:a |the )?(?:SIG)?(?:TERM|INT|QUIT)\\b",
                    "received signal (?:15|2|3)\\b",
                    "signal (?:15|2) received",
                    "received (?:fast|smart|immediate) shutdown request",
                    "commencing graceful shutdown",
                    "received (?:shutdown|stop|termination) (?:signal|request)",
                    "user requested (?:shutdown|exit)",
                    "systemd\\[\\d+\\]: stopping ",
                    "warm shutdown",
                    "KeyboardInterrupt$");

    /// The program says that it stops, whatever made it.
    static final Pattern STOPPING =
            any(
                    "\\bshutting down\\b",
                    "\\bshutdown (?:initiated|complete|requested|in progress)",
                    "\\bgraceful(?:ly)? (?:shut|stop|exit|terminat)",
                    "^stopping\\b",
                    "\\bstopping (?:server|service|worker|application|gracefully|now|\\.\\.\\.)",
                    "(?:INFO|info|NOTICE|notice)\\W.{0,80}\\bstopping\\b",
                    "\\b(?:server|service|application) (?:is )?stopp(?:ed|ing)\\b",
                    "\\bfinished server process\\b",
                    "\\bbye bye\\b",
                    "\\bready to exit\\b",
                    "\\bexiting gracefully\\b",
                    "\\bterminating gracefully\\b");

    /// A program begins; what it said before belongs to an earlier life.
    static final Pattern STARTING =
            any(
                    "started server process",
                    "application startup complete",
                    "starting gunicorn",
                    "booting worker",
                    "\\blistening (?:on|at)\\b",
                    "\\bstarted \\S+ in [\\d.]+ ?s",
                    "ready to accept connections",
                    "server (?:is )?(?:running|started|ready)\\b",
                    "systemd\\[\\d+\\]: start(?:ed|ing) ");

    /// Lines after a stack trace that do not mean that the program went on.
    static final Pattern NOISE =
            any(
                    "^\\s*$",
                    "^\\s*[\\^~}\\])]+;?\\s*$",
                    "\\bshutting down\\b",
                    "\\bshutdown\\b",
                    "\\bstopping\\b",
                    "\\bexiting\\b",
                    "\\bexited\\b",
                    "\\bexit (?:code|status)\\b",
                    "\\baborted\\b",
                    "\\bcore dumped\\b",
                    "systemd\\[\\d+\\]",
                    "worker failed to boot",
                    "application startup failed",
                    "finished server process",
                    "terminated",
                    "npm (?:ERR!|error|verbose)",
                    "\\berror: process completed",
                    "ELIFECYCLE",
                    "reason: ",
                    "^note: ",
                    "^Node\\.js v");

    /// An exception of one request, one task or one thread: the program goes on after it.
    static final Pattern ONE_REQUEST =
            any(
                    "Exception in ASGI application",
                    "Exception on /",
                    "Internal Server Error: /",
                    "Error handling request",
                    "raised unexpected:",
                    "Task \\S+ raised",
                    "exception was never retrieved",
                    "Exception in callback",
                    "exception calling callback",
                    "Exception ignored in",
                    "Unhandled exception in (?:event loop|thread)",
                    "Exception (?:happened|occurred) during processing of request",
                    "Unhandled Rejection at:",
                    "http: panic serving",
                    "Servlet\\.service\\(\\) for servlet",
                    "Resolved \\[",
                    "Received unregistered task",
                    "\\bretry(?:ing)? in\\b",
                    "Exception in thread Thread-");

    static final Pattern PORT_IN_USE =
            any(
                    "EADDRINUSE",
                    "address (?:is )?already in use",
                    "address in use",
                    "connection in use: ?\\(",
                    "only one usage of each socket",
                    "port \\d{1,5} (?:is |was )?(?:already )?in use",
                    "port \\d{1,5} is already allocated",
                    "\\bbind\\b.{0,80}(?:errno|error|code)[: ]+(?:98|48)\\b");

    static final Pattern PORT =
            Pattern.compile(
                    "(?i)(?:port[ =:]{1,2}|:::|\\]:|\\d\\.\\d{1,3}:|localhost:|\\*:|\\(:|', )(\\d{2,5})\\b");

    static final Pattern DISK_FULL =
            any(
                    "no space left on device",
                    "\\bENOSPC\\b",
                    "errno[= :]+-?28\\b",
                    "os error 28\\b",
                    "could not extend file",
                    "database or disk is full",
                    "\\bSQLITE_FULL\\b",
                    "there is not enough space on the disk",
                    "\\bdisk is full\\b",
                    "disk full\\b");

    /// Also ENOSPC, and not a full disk: inotify_add_watch(2), shared memory and semaphores.
    static final Pattern NOT_THE_DISK =
            any(
                    "inotify",
                    "file watchers",
                    "\\bwatch '",
                    "ENOSPC.{0,40}\\bwatch",
                    "semaphore",
                    "semget",
                    "shmget");

    private static final String PORTS =
            "(?:5432|5433|6432|3306|3307|33060|6379|6380|27017|27018|1433|1521|9042|26257|8123)";

    static final Pattern DATABASE_UNREACHABLE =
            any(
                    "connection to server at .{0,200}failed: (?:connection refused|connection timed out|no route to host|timeout expired|network is unreachable|could not)",
                    "connection to server (?:at|on socket) .{0,200}failed",
                    "could not connect to server",
                    "is the server running (?:on|locally)",
                    "could not translate host name .{0,200}",
                    "ECONN(?:REFUSED|RESET).{0,80}:" + PORTS + "\\b",
                    "ETIMEDOUT.{0,80}:" + PORTS + "\\b",
                    ":" + PORTS + "\\b.{0,80}(?:connection )?refused",
                    "connect call failed \\('[^']{1,200}', " + PORTS + "\\)",
                    "(?:refused|timed out|timeout|unreachable).{0,120}:" + PORTS + "\\b",
                    "error (?:111|61|110|113) connecting to .{0,120}",
                    "redis\\.exceptions\\.(?:ConnectionError|TimeoutError)",
                    "could not connect to redis",
                    "redis connection .{0,80}(?:failed|refused)",
                    "exception during pool initialization",
                    "communications link failure",
                    "can't connect to (?:local )?(?:mysql|mariadb|server)",
                    "\\b(?:2002|2003|HY000/2002)\\b.{0,80}connect",
                    "unable to (?:connect to|reach|open JDBC connection to) (?:the )?(?:database|db|postgres\\w*|mysql|mariadb|redis|mongo\\w*)\\b",
                    "(?:failed|could not|cannot|can't) (?:to )?connect to (?:the )?(?:database|db|postgres\\w*|mysql|mariadb|redis|mongo\\w*)\\b",
                    "mongo(?:network|serverselection)error",
                    "serverselectiontimeouterror",
                    "SQLSTATE\\[(?:HY000\\] \\[200[23]|08006|08001)\\]",
                    "retry limit exceeded while trying to reconnect",
                    "database .{0,60}(?:is )?(?:unreachable|not reachable|unavailable)",
                    "the database system is (?:starting up|shutting down|in recovery mode)",
                    "P1001: can't reach database server");

    /// The database answered; it was something else.
    static final Pattern DATABASE_ANSWERED =
            any(
                    "password authentication failed",
                    "access denied for user",
                    "no pg_hba\\.conf entry",
                    "NOAUTH",
                    "WRONGPASS",
                    "too many (?:clients|connections)",
                    "remaining connection slots",
                    "role \"[^\"]{1,100}\" does not exist",
                    "database \"[^\"]{1,100}\" does not exist",
                    "unknown database",
                    "authentication failed");

    static final Pattern RETRIES =
            any(
                    "trying again in",
                    "\\bretrying\\b",
                    "will retry",
                    "\\bretry in\\b",
                    "reconnecting in");

    static final Pattern CONNECTION_LOST =
            any(
                    "server closed the connection unexpectedly",
                    "mysql server has gone away",
                    "lost connection to mysql server",
                    "terminating connection due to (?:administrator command|unexpected postmaster exit)",
                    "terminating connection because of crash of another server process",
                    "connection (?:was )?terminated unexpectedly",
                    "connectiondoesnotexisterror",
                    "connection was closed in the middle of operation",
                    "connection to (?:database|postgres\\w*|mysql|redis) (?:was )?lost",
                    "lost (?:the )?connection to (?:the )?(?:database|db|postgres\\w*|mysql|redis|mongo\\w*)",
                    "the connection to the (?:database|server) was (?:lost|closed)",
                    "SSL connection has been closed unexpectedly",
                    "connection closed by server",
                    "an I/O error occurred while sending to the backend",
                    "mongonetworkerror: connection \\d+ to .{0,120} closed");

    /// A native crash as runtimes and databases print it.
    static final Pattern NATIVE =
            any(
                    "a fatal error has been detected by the java runtime environment",
                    "^Fatal Python error: ",
                    "mysqld got signal \\d+",
                    "mariadbd got signal \\d+",
                    "^\\*\\*\\* (?:stack smashing|buffer overflow) detected",
                    "^(?:double free|free\\(\\)|malloc\\(\\)|corrupted |munmap_chunk)",
                    "^Segmentation fault",
                    "was terminated by signal 11");

    private Text() {}

    static boolean in(Pattern pattern, String line) {
        return pattern.matcher(line).find();
    }

    /// Without terminal colours, cut.
    static String plain(String line) {
        String cut = line.length() <= LONGEST ? line : line.substring(0, LONGEST);
        return cut.indexOf('\u001b') < 0 && cut.indexOf('\uFFFD') < 0
                ? cut
                : COLOUR.matcher(cut.replace('\uFFFD', '\u001b'))
                        .replaceAll("")
                        .replace('\u001b', '\uFFFD');
    }

    private static Pattern any(String... alternatives) {
        return Pattern.compile(String.join("|", List.of(alternatives)), Pattern.CASE_INSENSITIVE);
    }
}
