package dev.varde.standalone.command;

/// What a command's exit status says.
final class Exit {
    static final int FINE = 0;
    static final int FOUND_SOMETHING = 1;
    static final int WRONG_USE = 2;
    static final int COULD_NOT = 3;

    private Exit() {}
}
