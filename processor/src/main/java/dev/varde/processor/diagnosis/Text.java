package dev.varde.processor.diagnosis;

import java.util.List;
import java.util.regex.Pattern;

/// The words by which programs say what they do: start, stop, go on, serve a request. What is wrong
/// with them stands in `words.txt`. Every pattern is free of nested repetition, and lines are cut
/// before they are matched, so that the time is linear in the length of a line.
final class Text {
    private static final int LONGEST = 2_000;
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;?]{0,16}[A-Za-z]");

    /// Such as `2026-11-01 12:00:00.100 UTC [4711] `, `[2026-11-01 12:00:00 +0000] [17] ` and `Sun
    /// Nov 1 12:00:00 2026 - `.
    private static final Pattern PREFIX =
            Pattern.compile(
                    "^(?:# |\\[?\\d{4}[-/]\\d\\d[-/]\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d[^ \\]]{0,14}"
                            + "(?: UTC| [+-]\\d{4})?\\]? {1,2}(?:\\[\\d{1,9}\\] )?"
                            + "|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4} - )");

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
                    "handling signal: (?:hup|usr2|winch)\\b",
                    "stopping (?:all )?processes with SIGTERM",
                    "SIG(?:TERM|INT) received",
                    "scheduling shutdown",
                    "gracefully stopping",
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
                    "\\bworker exiting \\(pid",
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
                    "\\blistening (?:on|at)\\b",
                    "\\bstarted \\S+ in [\\d.]+ ?s",
                    "ready to accept connections",
                    "server (?:is )?(?:running|started|ready)\\b",
                    "systemd\\[\\d+\\]: start(?:ed|ing) ");

    /// The first that a program says of itself, before it can fail.
    static final Pattern BEGINNING =
            any(
                    "starting gunicorn \\d",
                    "started server process \\[",
                    "started reloader process \\[",
                    "\\*{3} starting uwsgi",
                    "^ \\* serving flask app",
                    "starting development server at",
                    "\\bstarting (?:postgresql|mysqld|mariadbd|mongodb|redis|nginx|kafka|zookeeper)\\b",
                    "redis is starting",
                    "mongodb starting :",
                    "\\bstarting \\w+application\\b.{0,80}using java",
                    "^(?:starting|started) \\S.{0,120}\\.{3}$",
                    "^puma starting in",
                    "=> booting (?:puma|webrick|thin)",
                    "^> \\S+@\\S+ (?:start|dev|serve)",
                    "celery@\\S+ v\\d",
                    "supervisord started with pid",
                    "\\bspawned: '",
                    "\\.service: scheduled restart job\\b");

    /// Lines after a stack trace that do not mean that the program went on.
    static final Pattern NOISE =
            any(
                    "^\\s*$",
                    "^```",
                    "^Traceback \\(most recent call last\\):$",
                    "^Process \\S{1,60}:$",
                    "^(?:During handling of the above|The above exception was)",
                    "^(?-i:(?:[A-Za-z_]\\w*\\.)*[A-Z]\\w*(?:Error|Exception))\\b",
                    "detected changes in .{1,200}reloading",
                    "^\\s*[\\^~}\\])]+;?\\s*$",
                    "\\bshutting down\\b",
                    "\\bshutdown\\b",
                    "\\bstopping\\b",
                    "\\bexiting\\b",
                    "\\bexited\\b",
                    "\\bexit (?:code|status)\\b",
                    "\\babort(?:ed|ing)\\b",
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
                    "\\[client \\S{1,60}\\] PHP ",
                    "FastCGI sent in stderr",
                    "while (?:reading|connecting to|sending) .{0,40}(?:upstream|client)",
                    "thread '(?:tokio-runtime-worker|actix-rt|async-std/runtime)",
                    "An unhandled exception was thrown by the application",
                    "Exception in thread Thread-");

    static final Pattern PORT =
            Pattern.compile(
                    "(?i)(?:port[ =:]{1,2}|:::|\\]:|\\d\\.\\d{1,3}:|localhost:|\\*:|\\(:|', )(\\d{2,5})\\b");

    /// A line that its writer took for harmless, whatever stands in it.
    static final Pattern HARMLESS =
            any(
                    "^(?!(?:\\S+\\s+)?Warning {2,}\\w).{0,80}\\b(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING)\\b",
                    "^\\S{0,20}\\s?\\[(?:trace|debug|info|notice|warn|warning|Note|Warning)\\]",
                    "\\blevel=(?:debug|info|warn|warning)\\b",
                    "\"level\": ?\"(?:debug|info|warn|warning)\"",
                    "\\(non-?(?:critical|fatal)\\)",
                    "^\\s*(?:\\u26a0|warning:)",
                    "\\bDeprecat");

    /// A line of a structured log that tells of ordinary things, perhaps of others.
    static final Pattern ORDINARY =
            any("\\blevel=(?:debug|info)\\b", "\"level\": ?\"(?:debug|info)\"");

    /// A database server writes it of one statement and goes on (PostgreSQL, "Error Reporting and
    /// Logging": ERROR ends a statement, FATAL a session, PANIC all). What stands before the level
    /// is the server's prefix and holds no colon, unlike the line of a program that quotes it.
    static final Pattern ONE_STATEMENT = postgres("ERROR|STATEMENT");

    /// The same of one session.
    static final Pattern ONE_SESSION = any(postgres("FATAL").pattern(), "\\[(?:Note|Warning)\\]");

    /// Frames of what serves one request, task or connection: it catches what is thrown in it.
    static final Pattern FRAME_OF_REQUEST =
            any(
                    "in (?:process_request_thread|handle_one_request|_handle_request_noblock|trace_task|wsgi_app|run_asgi|dispatch_request)$",
                    "(?:gunicorn|aiohttp|sanic|hypercorn|daphne)/\\S{1,80}\", line \\d+, in handle_request$",
                    "uvicorn/protocols/http/",
                    "django/core/handlers/(?:exception|base)\\.py",
                    "gunicorn/workers/\\w+\\.py\", line \\d+, in handle",
                    "celery/app/trace\\.py",
                    "tornado/web\\.py\", line \\d+, in _execute",
                    "aiohttp/web_protocol\\.py",
                    "werkzeug/serving\\.py\", line \\d+, in (?:run_wsgi|execute)",
                    "at org\\.apache\\.catalina\\.core\\.StandardWrapperValve\\.",
                    "at org\\.springframework\\.web\\.servlet\\.DispatcherServlet\\.",
                    "at org\\.eclipse\\.jetty\\.server\\.HttpChannel\\.",
                    "at io\\.undertow\\.server\\.",
                    "node_modules/(?:express|koa|router|finalhandler)/",
                    "net/http\\.\\(\\*conn\\)\\.serve",
                    "puma/(?:server|thread_pool)\\.rb",
                    "rack/handler",
                    "sidekiq/processor\\.rb",
                    "action_dispatch/");

    /// A line in which a program says that it gives up, or its logger that it cannot go on.
    static final Pattern GIVES_UP =
            any(
                    "^.{0,120}\\b(?-i:FATAL(?!: {2})|CRITICAL|ALERT|EMERG|emerg|critical)\\b",
                    "^\\s*fatal(?: error)?:",
                    "level=(?:fatal|panic|critical)",
                    "\"level\": ?\"(?:fatal|panic|critical)\"",
                    "^panic: ",
                    "\\b(?:could not|cannot|can't|failed to|unable to) (?:start|boot|initiali[sz]e)\\b",
                    "\\bgiving up\\b",
                    "\\bexiting\\b",
                    "\\baborting\\b",
                    "\\bterminating (?:server|application|program)",
                    ", terminating\\b",
                    "\\[F\\]",
                    "application run failed",
                    "^exiting: ",
                    "\\bstopped processing because\\b",
                    "\\bretry limit exceeded\\b",
                    "^(?:\\S{0,20})?(?:rails|rake) aborted!$",
                    "could not spawn process for application",
                    "fatal error during \\w+ startup");

    static final Pattern RETRIES =
            any(
                    "trying again in",
                    "\\bretrying\\b",
                    "will retry",
                    "\\bretry in\\b",
                    "reconnecting in");

    private Text() {}

    static boolean in(Pattern pattern, String line) {
        return pattern.matcher(line).find();
    }

    /// A line without the time, the process and the frame that many programs put before it.
    static String message(String line) {
        String message = PREFIX.matcher(line).replaceFirst("");
        return message.isBlank() ? line : message;
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

    private static Pattern postgres(String levels) {
        return any(
                "^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[^:]{0,80}\\b(?:" + levels + "):  ",
                "^[^:]{0,120}\\[\\d[\\d-]{0,12}\\](?: \\S{1,120})?:? (?:" + levels + "):  ");
    }

    private static Pattern any(String... alternatives) {
        return Pattern.compile(String.join("|", List.of(alternatives)), Pattern.CASE_INSENSITIVE);
    }
}
