package dev.varde.collector.redact;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Secrets on command lines whose option does not say so: `mysql -psecret`, `redis-cli -a secret`,
/// `curl -u user:secret`. Which option it is depends on the program, whose name has to stand before
/// it on the line.
final class Options {
    /// How the secret stands after the option.
    private enum Form {
        /// `-psecret`; what stands apart is something else.
        ATTACHED,
        /// `-a secret`
        APART,
        /// `-psecret` or `-p secret`
        EITHER,
        /// `-u user:secret`
        AFTER_COLON
    }

    private record Option(String letter, Form form, Set<String> programs) {}

    private static final List<Option> OPTIONS =
            List.of(
                    new Option(
                            "-p",
                            Form.ATTACHED,
                            Set.of(
                                    "mysql",
                                    "mysqldump",
                                    "mysqladmin",
                                    "mysqlcheck",
                                    "mysqlimport",
                                    "mysqlshow",
                                    "mariadb",
                                    "mariadb-dump",
                                    "mariadb-admin",
                                    "7z",
                                    "7za")),
                    new Option("-p", Form.EITHER, Set.of("sshpass", "sqlplus")),
                    new Option(
                            "-p",
                            Form.APART,
                            Set.of(
                                    "mongo",
                                    "mongosh",
                                    "mongodump",
                                    "mongorestore",
                                    "mongoexport",
                                    "mongoimport",
                                    "login",
                                    "rabbitmqadmin")),
                    new Option("-a", Form.APART, Set.of("redis-cli", "valkey-cli")),
                    new Option(
                            "-w",
                            Form.EITHER,
                            Set.of("ldapsearch", "ldapmodify", "ldapadd", "ldapwhoami")),
                    new Option(
                            "-P", Form.EITHER, Set.of("sqlcmd", "isql", "bcp", "ipmitool", "zip")),
                    new Option("-c", Form.EITHER, Set.of("snmpget", "snmpwalk")),
                    new Option("-u", Form.AFTER_COLON, Set.of("curl")),
                    new Option("--user", Form.AFTER_COLON, Set.of("curl")),
                    new Option("--proxy-user", Form.AFTER_COLON, Set.of("curl")));

    private static final String LETTERS = "pawPcu-";
    private static final int LOOK_BACK = 256;

    private Options() {}

    /// @param at the place of a hyphen
    static @Nullable Span at(String text, int at) {
        boolean begins = at == 0 || Chars.isBlank(text.charAt(at - 1));
        if (!begins || at + 2 >= text.length() || LETTERS.indexOf(text.charAt(at + 1)) < 0) {
            return null;
        }
        for (Option option : OPTIONS) {
            if (text.startsWith(option.letter(), at)) {
                Span span = value(text, at + option.letter().length(), option.form());
                if (span != null && span.hides() && isArgumentOf(text, at, option.programs())) {
                    return span;
                }
            }
        }
        return null;
    }

    private static @Nullable Span value(String text, int at, Form form) {
        boolean apart = at < text.length() && text.charAt(at) == ' ';
        return switch (form) {
            case ATTACHED -> apart ? null : word(text, at);
            case APART -> apart ? word(text, at + 1) : null;
            case EITHER -> word(text, apart ? at + 1 : at);
            case AFTER_COLON -> apart ? afterColon(text, at + 1) : null;
        };
    }

    private static Span word(String text, int at) {
        boolean quoted = at < text.length() && Chars.isQuote(text.charAt(at));
        int from = quoted ? at + 1 : at;
        int end = from;
        while (end < text.length() && !ends(text, from, end, quoted)) {
            end++;
        }
        return from < end && text.charAt(from) != '-' ? new Span(from, end) : Span.pass(end);
    }

    private static boolean ends(String text, int from, int at, boolean quoted) {
        char c = text.charAt(at);
        return quoted ? c == text.charAt(from - 1) || c == '\n' : Chars.isSpace(c);
    }

    private static @Nullable Span afterColon(String text, int at) {
        Span word = word(text, at);
        int colon = text.indexOf(':', word.from());
        return word.hides() && colon >= 0 && colon + 1 < word.to()
                ? new Span(colon + 1, word.to())
                : null;
    }

    private static boolean isArgumentOf(String text, int at, Set<String> programs) {
        int end = at;
        int least = Math.max(0, at - LOOK_BACK);
        for (int i = at - 1; i >= least - 1; i--) {
            if (i < least || !isPartOfProgram(text.charAt(i))) {
                if (programs.contains(text.substring(i + 1, end))) {
                    return true;
                }
                if (i < least || "\n|;&".indexOf(text.charAt(i)) >= 0) {
                    return false;
                }
                end = i;
            }
        }
        return false;
    }

    private static boolean isPartOfProgram(char c) {
        return Chars.isWord(c);
    }
}
