package dev.varde.events.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// One value in the file: what stands there, its path and its line. What it holds is asked for by
/// kind; what does not fit becomes a problem, and the answer is empty.
record Place(Reading reading, Node node, String path) {
    int line() {
        return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }

    void wrong(String what, String remedy) {
        reading.wrong(line(), path, what, remedy);
    }

    /// Whether a key stands there with nothing after it.
    boolean isEmpty() {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    /// Whether it is a single value that begins so, before variables are put in.
    boolean startsWith(String beginning) {
        return node instanceof ScalarNode scalar && scalar.getValue().startsWith(beginning);
    }

    /// @param keys all keys it may have
    Optional<Section> section(String... keys) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(Section.of(this, mapping, List.of(keys)));
        }
        mismatch("Write keys and values, such as " + keys[0] + ": …");
        return Optional.empty();
    }

    List<Place> items() {
        if (node instanceof SequenceNode sequence) {
            List<Node> nodes = sequence.getValue();
            return IntStream.range(0, nodes.size())
                    .mapToObj(i -> new Place(reading, nodes.get(i), path + "[" + i + "]"))
                    .toList();
        }
        mismatch("Write a list, each item after a '-' or between [ and ].");
        return List.of();
    }

    <T> Optional<T> as(Kind<T> kind) {
        return text(kind.secret()).flatMap(text -> read(kind, text));
    }

    /// A list, or one value that stands for a list of one.
    List<Place> oneOrMore() {
        return node instanceof ScalarNode && !isEmpty() ? List.of(this) : items();
    }

    <T> List<T> all(Kind<T> kind) {
        return oneOrMore().stream().flatMap(item -> item.as(kind).stream()).toList();
    }

    private <T> Optional<T> read(Kind<T> kind, String text) {
        Optional<T> value = kind.read().apply(text);
        if (value.isEmpty()) {
            wrong(quoted(kind) + " is no " + kind.noun(), kind.remedy());
        }
        return value;
    }

    /// Empty without a problem where this program needs no value and the file only names where it
    /// is.
    private Optional<String> text(boolean secret) {
        if (isEmpty() || !(node instanceof ScalarNode scalar)) {
            mismatch("Write a single value.");
            return Optional.empty();
        }
        return reading.needs(path, secret)
                ? reading.variables().expand(scalar.getValue(), this::wrong)
                : Variables.plain(scalar.getValue(), this::wrong);
    }

    private void mismatch(String remedy) {
        String what =
                switch (node) {
                    case MappingNode _ -> "keys and values do not belong here";
                    case SequenceNode _ -> "a list does not belong here";
                    default ->
                            isEmpty()
                                    ? "nothing stands here"
                                    : "a single value does not belong here";
                };
        wrong(what, isEmpty() ? remedy + " Or take the key out." : remedy);
    }

    /// As it stands in the file, before variables are put in; not where it may be a secret.
    private String quoted(Kind<?> kind) {
        String raw = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (kind.secret() || (raw.contains("://") && raw.contains("@"))) {
            return "the value";
        }
        String plain = raw.replaceAll("\\p{Cntrl}", "?");
        return "'" + (plain.length() <= 60 ? plain : plain.substring(0, 60) + "…") + "'";
    }
}
