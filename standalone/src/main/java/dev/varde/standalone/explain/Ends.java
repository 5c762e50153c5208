package dev.varde.standalone.explain;

import dev.varde.events.ExitStatus;
import dev.varde.events.Signals;
import dev.varde.processor.diagnosis.Landmarks;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The lines by which shells, unit managers, supervisors, container engines and build tools tell
/// how a process ended.
final class Ends {
    /// @param unit the unit or program that it says ended, where it names one
    record End(TextLine line, ExitStatus exit, @Nullable String unit) {}

    private record Sign(Pattern pattern, Function<Matcher, @Nullable ExitStatus> exit) {
        static Sign of(String pattern, Function<Matcher, @Nullable ExitStatus> exit) {
            return new Sign(Pattern.compile(pattern), exit);
        }

        static Sign signal(String pattern, int signal) {
            return of(
                    pattern, m -> ExitStatus.signalled(signal, m.group().contains("core dumped")));
        }
    }

    private static final List<Sign> SIGNS =
            List.of(
                    // systemd
                    Sign.of(
                            "(?<unit>\\S{1,200}): (?:Main|Control) process exited, code=exited, status=(?<code>\\d{1,3})",
                            Ends::code),
                    Sign.of(
                            "(?<unit>\\S{1,200}): (?:Main|Control) process exited, code=(?:killed|dumped), status=(?<signal>\\d{1,2})",
                            Ends::signal),
                    // Kubernetes, Docker
                    Sign.of("^\\s*Exit Code:\\s+(?<code>\\d{1,3})$", Ends::code),
                    Sign.of("\"ExitCode\": ?(?<code>\\d{1,3})", Ends::code),
                    // supervisord, PM2, uWSGI, gunicorn, nginx, PHP-FPM, PostgreSQL
                    Sign.of(
                            "exited: (?<unit>\\S{1,100}) \\(exit status (?<code>\\d{1,3}); not expected\\)",
                            Ends::code),
                    Sign.of(
                            "exited: (?<unit>\\S{1,100}) \\(terminated by (?<name>SIG[A-Z0-9]{2,6})",
                            Ends::named),
                    Sign.of(
                            "App \\[(?<unit>[^\\]]{1,100}):\\d{1,4}\\] exited with code \\[(?<code>[1-9]\\d{0,2})\\] via signal \\[SIGINT\\]",
                            Ends::code),
                    Sign.of("^\\[cmd\\] \\S{1,100} exited (?<code>\\d{1,3})$", Ends::code),
                    Sign.of(
                            "exited with code \\[\\d{1,3}\\] via signal \\[(?<name>SIG[A-Z0-9]{2,6})\\]",
                            m -> m.group("name").equals("SIGINT") ? null : named(m)),
                    Sign.of(
                            "DAMN ! worker \\d+ \\(pid: \\d+\\) died, killed by signal (?<signal>\\d{1,2})",
                            Ends::signal),
                    Sign.of("was sent (?<name>SIG(?:KILL|SEGV|ABRT|BUS|ILL))!", Ends::named),
                    Sign.of("was terminated due to signal (?<signal>\\d{1,2})", Ends::signal),
                    Sign.of("exited on signal (?<signal>\\d{1,2})", Ends::signal),
                    Sign.of("terminated by signal (?<signal>\\d{1,2})", Ends::signal),
                    Sign.of("terminated by (?:signal )?(?<name>SIG[A-Z0-9]{2,6})", Ends::named),
                    Sign.of("(?i)killed by signal (?<signal>\\d{1,2})", Ends::signal),
                    Sign.of(
                            ": (?<name>SIG(?:TERM|INT|HUP|QUIT)) \\(SignalException\\)",
                            Ends::named),
                    Sign.of("signal: (?<signal>\\d{1,2}), SIG", Ends::signal),
                    // docker compose, docker ps, nodemon, elapsed logs of CI
                    Sign.of(
                            "^(?<unit>[\\w.-]{1,100}) exited with code (?<code>\\d{1,3})(?: \\(restarting\\))?$",
                            Ends::code),
                    Sign.of("\\bExited \\((?<code>\\d{1,3})\\) ", Ends::toldOfLate),
                    Sign.of("\\[nodemon\\] app crashed", _ -> ExitStatus.exited(1)),
                    Sign.of(
                            "Process 'ForkPoolWorker-\\d+' pid:\\d+ exited with 'signal (?<signal>\\d{1,2})",
                            Ends::signal),
                    Sign.of("exited prematurely: signal (?<signal>\\d{1,2})", Ends::signal),
                    Sign.of(
                            "is killed by signal: (?<word>Killed|Segmentation fault)",
                            Ends::worded),
                    Sign.of("return code Negsignal\\.(?<name>SIG[A-Z0-9]{2,6})", Ends::named),
                    Sign.of("exited with return code (?<code>[1-9]\\d{0,2})\\b", Ends::code),
                    Sign.of("crash report has been saved to", _ -> ExitStatus.exited(1)),
                    // the words of anybody
                    Sign.of(
                            "(?i)\\b(?:exited|exit|finished|terminated|failed|ended|completed) (?:with )?(?:exit )?(?:code|status)[:= ]{0,2}\\[?(?<code>\\d{1,3})\\b",
                            Ends::code),
                    Sign.of(
                            "(?i)non-zero (?:exit )?(?:status|code):? ?(?<code>\\d{1,3})\\b",
                            Ends::code),
                    Sign.of(
                            "^make(?:\\[\\d+\\])?: \\*\\S{0,3}\\*.{0,200}\\bError (?<code>\\d{1,3})$",
                            Ends::code),
                    Sign.of("^npm (?:ERR!|error) errno (?<code>\\d{1,3})$", Ends::code),
                    Sign.of("^npm (?:ERR!|error) code ELIFECYCLE", _ -> ExitStatus.exited(1)),
                    Sign.of("Worker failed to boot", _ -> ExitStatus.exited(3)),
                    Sign.of("Application startup failed\\. Exiting", _ -> ExitStatus.exited(3)));

    /// The words of shells, which others quote.
    private static final List<Sign> SHELLS =
            List.of(
                    Sign.signal(
                            "(?:^|[ :>])Segmentation fault(?:$|\\s)|Segmentation fault \\(core dumped\\)",
                            Signals.SEGV),
                    Sign.signal(
                            "(?:^|[ :)])Aborted$|Aborted \\(core dumped\\)|: line \\d+: +\\d+ Aborted ",
                            Signals.ABRT),
                    Sign.signal("Bus error(?: \\(core dumped\\))?(?:$|\\s)", Signals.BUS),
                    Sign.signal(
                            "[Ii]llegal (?:hardware )?instruction(?:\\s+\\(core dumped\\))?(?:$|\\s)",
                            Signals.ILL),
                    Sign.signal(
                            "Floating point exception(?: \\(core dumped\\))?(?:$|\\s)",
                            Signals.FPE),
                    Sign.signal(
                            "Trace/breakpoint trap(?: \\(core dumped\\))?(?:$|\\s)", Signals.TRAP),
                    Sign.signal(
                            "^Killed$|: line \\d+: +\\d+ Killed |^\\[\\d+\\][ +-]+(?:\\d+ )?killed\\b|^zsh: killed ",
                            Signals.KILL),
                    Sign.signal("^Terminated$|: line \\d+: +\\d+ Terminated ", Signals.TERM));

    private Ends() {}

    static Optional<End> in(TextLine line) {
        String text = line.text().length() > 2_000 ? line.text().substring(0, 2_000) : line.text();
        Optional<End> told = in(line, text, SIGNS);
        return told.isPresent() || Landmarks.harmless(text) ? told : in(line, text, SHELLS);
    }

    private static Optional<End> in(TextLine line, String text, List<Sign> signs) {
        for (Sign sign : signs) {
            Matcher m = sign.pattern().matcher(text);
            if (m.find()) {
                ExitStatus exit = sign.exit().apply(m);
                if (exit != null) {
                    return Optional.of(new End(line, exit, unit(m)));
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable String unit(Matcher m) {
        return m.namedGroups().containsKey("unit") ? m.group("unit") : null;
    }

    private static @Nullable ExitStatus code(Matcher m) {
        int code = Integer.parseInt(m.group("code"));
        return code > 255 ? null : ExitStatus.exited(code);
    }

    /// One that is told of long after and was asked to stop is not told of as such.
    private static @Nullable ExitStatus toldOfLate(Matcher m) {
        ExitStatus exit = code(m);
        return exit == null || exit.isCode(143) || exit.isCode(130) ? null : exit;
    }

    private static ExitStatus worded(Matcher m) {
        int signal = m.group("word").equals("Killed") ? Signals.KILL : Signals.SEGV;
        return ExitStatus.signalled(signal, false);
    }

    private static @Nullable ExitStatus signal(Matcher m) {
        int signal = Integer.parseInt(m.group("signal"));
        return signal < 1 || signal > 64 ? null : ExitStatus.signalled(signal, false);
    }

    private static @Nullable ExitStatus named(Matcher m) {
        String word = "(" + m.group("name").substring("SIG".length()) + ")";
        for (int signal = 1; signal <= 31; signal++) {
            if (Signals.name(signal).endsWith(word)) {
                return ExitStatus.signalled(signal, false);
            }
        }
        return null;
    }
}
