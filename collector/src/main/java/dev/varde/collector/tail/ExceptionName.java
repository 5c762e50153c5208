package dev.varde.collector.tail;

import java.util.List;

/// Finds the name of an exception before its message: `java.net.BindException: …`,
/// `System.IO.IOException: …`, `TypeError: …`.
final class ExceptionName {
    private static final List<String> ENDINGS = List.of("Exception:", "Error:", "Throwable:");

    private ExceptionName() {}

    /// Where the name begins, or -1. A name without a dot stands alone at the beginning of the
    /// text; behind other text it would be a word like any other.
    static int at(String line) {
        for (String ending : ENDINGS) {
            int found = line.indexOf(ending);
            if (found >= 0) {
                int begin = begin(line, found);
                boolean dotted = line.lastIndexOf('.', found) > begin;
                if ((dotted || begin == 0) && isName(line, begin)) {
                    return begin;
                }
            }
        }
        return -1;
    }

    private static int begin(String line, int found) {
        int at = found;
        while (at > 0 && isPart(line.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isName(String line, int begin) {
        return Character.isLetter(line.charAt(begin))
                && (begin == 0 || " \t(:".indexOf(line.charAt(begin - 1)) >= 0);
    }

    private static boolean isPart(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '$' || c == '`';
    }
}
