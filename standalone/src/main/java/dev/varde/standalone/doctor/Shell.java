package dev.varde.standalone.doctor;

/// Text from outside in commands for people to copy.
final class Shell {
    private Shell() {}

    /// The word itself, in quotes where a shell would make something else of it; what would not
    /// stand on one line is left out.
    static String quote(String word) {
        String line = word.replaceAll("\\p{Cntrl}", "");
        return line.matches("[A-Za-z0-9_@%+=:,./-]+")
                ? line
                : "'" + line.replace("'", "'\\''") + "'";
    }
}
