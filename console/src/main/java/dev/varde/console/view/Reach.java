package dev.varde.console.view;

/// Whether Kafka answers, and what of it could be read.
///
/// @param answers false when what is shown may be old
/// @param complete whether everything that was there at the start was read
/// @param detail why Kafka does not answer, or empty
/// @param skipped records that could not be read
public record Reach(boolean answers, boolean complete, String detail, long skipped) {
    static final Reach NONE = new Reach(false, false, "It was not asked yet.", 0);

    /// What people are told, or empty when there is nothing to tell.
    public String warning() {
        if (!answers) {
            return "Kafka does not answer; what you see may be old. " + Shown.line(detail);
        }
        return complete ? "" : "Still reading what happened before; more will appear.";
    }
}
