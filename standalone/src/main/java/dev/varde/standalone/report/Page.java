package dev.varde.standalone.report;

/// A page of Markdown as it grows.
final class Page {
    private final StringBuilder out = new StringBuilder();

    void line(String text) {
        out.append(text).append('\n');
    }

    void heading(String text) {
        line("");
        line("## " + text);
        line("");
    }

    /// What Varde cannot know.
    void people(String what) {
        line("");
        line("_For people to write: " + what + "_");
    }

    /// Of a table with two columns.
    void row(String name, String value) {
        line("| " + name + " | " + value + " |");
    }

    /// Lines that end in a newline already.
    void block(String text) {
        out.append(text);
    }

    String text() {
        return out.toString();
    }
}
