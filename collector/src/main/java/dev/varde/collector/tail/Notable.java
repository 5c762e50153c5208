package dev.varde.collector.tail;

import dev.varde.collector.tail.Keywords.Keyword;
import dev.varde.collector.tail.Keywords.Text;
import java.util.ArrayList;
import java.util.List;

/// Finds the lines that have to be looked at as text: those that may matter, that may begin or go
/// on with a stack trace, that are not whole, or after which secrets stand. It looks at the bytes
/// as they are in the file, within JSON too, and finds rather too many than too few; all others are
/// passed over.
final class Notable {
    private static final Keywords KEYWORDS = new Keywords(keywords(), OrdinaryLog.TEXT);

    private Notable() {}

    static int find(byte[] bytes, int from, int to) {
        return KEYWORDS.find(bytes, from, to);
    }

    private static List<Keyword> keywords() {
        List<Keyword> all = new ArrayList<>(Matters.keywords());
        all.addAll(Grammar.keywords());
        all.addAll(StructuredLine.KEYWORDS);
        all.addAll(ContainerFormat.KEYWORDS);
        all.add(Keyword.of("private key-----"));
        for (String level : List.of("error", "fatal", "critical", "panic")) {
            all.add(new Keyword("m" + level, Notable::isColoured));
        }
        return all;
    }

    /// `ESC[31merror`: the `m` ends a colour.
    private static boolean isColoured(Text text, int from, int to) {
        int before = text.at(from - 1);
        return before == '[' || (before >= '0' && before <= '9');
    }
}
