package dev.varde.collector.tail;

import dev.varde.collector.tail.Keywords.Keyword;
import dev.varde.collector.tail.Keywords.Text;
import java.util.ArrayList;
import java.util.List;

/// Decides which single lines are worth sending: errors, what the rules of a diagnosis look for,
/// planned stops, and signs that a service is ready. It errs on the side of sending; the processor
/// decides what a line means.
final class Matters {
    /// Words that stand for a level only in capitals and on their own.
    private static final List<String> LEVELS =
            List.of("error", "fatal", "critical", "panic", "severe", "emerg");

    private static final String LEVELS_IN_FIELDS =
            """
            =error|="error|=fatal|=critical|=panic|"error"|"fatal"|"critical"|"panic"|[error]|
            [crit]|[emerg]|[alert]|[fatal]|[critical]|error:|error in |exception:|exception in |
            unhandled|uncaught|traceback (most recent|exceptiongroup|systemexit|
            keyboardinterrupt
            """;

    private static final String PORTS_AND_FILES =
            """
            address already in use|address in use|eaddrinuse|already in use|connection in use|
            only one usage of each socket|bind failed|failed to bind|could not bind|cannot bind|
            bindexception|cannot assign requested address|permission denied|eacces|
            operation not permitted|no such file|too many open files|emfile|enfile|
            no space left|enospc|disk full|disk quota|could not extend file|
            read-only file system|erofs|i/o error|input/output error|corrupt
            """;

    private static final String CONNECTIONS =
            """
            connection refused|econnrefused|could not connect|cannot connect|can't connect|
            failed to connect|unable to connect|connection timed out|connection timeout|
            etimedout|timed out|timeouterror|connection reset|econnreset|broken pipe|epipe|
            connection closed|connection lost|lost connection|closed the connection|
            terminating connection|gone away|communications link failure|no route to host|
            unreachable|is the server running|could not translate host name|
            name or service not known|name resolution|getaddrinfo|eai_again|enotfound|
            unknownhost|too many connections|too many clients|remaining connection slots|
            queuepool|pool timeout|authentication failed|access denied|noauth|starting up|
            certificate|retry limit|giving up|no brokers
            """;

    private static final String CRASHES =
            """
            out of memory|outofmemory|out-of-memory|memoryerror|cannot allocate memory|enomem|
            memory allocation|memory size of|insufficient memory|virtual memory exhausted|
            oom-kill|oom kill|sigkill|sigsegv|sigabrt|sigbus|sigill|sigfpe|segmentation fault|
            segfault|core dumped|bus error|illegal instruction|floating point exception|
            double free|stack smashing|stack overflow|stackoverflow|recursionerror|
            has overflowed its stack|assertion failed|assertionerror|terminate called|
            panicked at|panic:|got signal|# a fatal|native thread|start new thread|deadlock|
            worker timeout|harakiri|watchdog|failed to boot|exited with|exit code|exit status|
            exited unexpectedly|back-off|backoff restart
            """;

    private static final String CONFIGURATION =
            """
            modulenotfound|no module named|importerror|cannot find module|classnotfound|
            noclassdeffound|cannot open shared object|improperlyconfigured|
            invalid configuration|missing required|does not exist|no such table|unknown column|
            exec format error
            """;

    private static final String STOPS =
            """
            shutting down|shut down|shutdown|sigterm|sigint|sigquit|handling signal|
            finished server process|ready to exit|signal 15|signal 2 |signal 3 |graceful|ctrl+c|
            ctrl-c
            """;

    private static final String READY =
            """
            startup complete|running on http|listening at|listening on|accept connections|
            ready for connections|server started|started server|started successfully|
            successfully started|now listening|server is running|ready to handle
            """;

    /// Whole words in any case.
    private static final List<String> WORDS =
            List.of(
                    "killed",
                    "terminated",
                    "aborted",
                    "stopping",
                    "stopped",
                    "exiting",
                    "restarting",
                    "crashed",
                    "unhealthy");

    private static final List<String> PHRASES =
            List.of(
                    LEVELS_IN_FIELDS,
                    PORTS_AND_FILES,
                    CONNECTIONS,
                    CRASHES,
                    CONFIGURATION,
                    STOPS,
                    READY);

    private static final List<String> REQUESTS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    private static final Keywords KEYWORDS = new Keywords(keywords(), OrdinaryLog.TEXT);

    private Matters() {}

    static boolean matters(String line) {
        return KEYWORDS.occurIn(line);
    }

    static List<Keyword> keywords() {
        List<Keyword> all = new ArrayList<>();
        LEVELS.forEach(word -> all.add(new Keyword(word, Matters::isLevel)));
        for (String phrases : PHRASES) {
            for (String phrase : phrases.replace("\n", "").split("\\|", -1)) {
                all.add(Keyword.of(phrase));
            }
        }
        WORDS.forEach(word -> all.add(new Keyword(word, Matters::isWord)));
        all.add(new Keyword("started ", Matters::isStarted));
        return all;
    }

    private static boolean isLevel(Text text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.at(i) < 'A' || text.at(i) > 'Z') {
                return false;
            }
        }
        return isWord(text, from, to);
    }

    private static boolean isWord(Text text, int from, int to) {
        return isBoundary(text, from - 1) && !isWordPart(text.at(to));
    }

    /// The `t` of a tabulator written as `\t`, as in a text within JSON, is no letter of a word.
    private static boolean isBoundary(Text text, int at) {
        return !isWordPart(text.at(at)) || text.at(at - 1) == '\\';
    }

    private static boolean isWordPart(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_';
    }

    /// `Started Kontali backend`, but not `Started GET "/clients"`, which is a request.
    private static boolean isStarted(Text text, int from, int to) {
        return text.at(from) == 'S'
                && isBoundary(text, from - 1)
                && REQUESTS.stream().noneMatch(request -> isAt(text, to, request));
    }

    private static boolean isAt(Text text, int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (text.at(from + i) != word.charAt(i)) {
                return false;
            }
        }
        return !isWordPart(text.at(from + word.length()));
    }
}
