package dev.varde.standalone.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Who says a word, and what else they say.
final class Remark {
    private static final int LONGEST_NAME = 100;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who says so. Default: the user who runs this.")
    private @Nullable String by;

    @Option(
            names = {"-m", "--note"},
            paramLabel = "TEXT",
            description = "A note for the others.")
    @Nullable String note;

    String by() {
        String name = by;
        String said = name == null || name.isBlank() ? System.getProperty("user.name") : name;
        return said.substring(0, Math.min(LONGEST_NAME, said.length()));
    }
}
