package dev.varde.events;

/// What a name on the wire may look like.
final class Names {
    private static final int LONGEST = 200;

    private Names() {}

    static void require(String what, String value) {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException(what + " needs 1 to " + LONGEST + " characters");
        }
    }

    static void requirePlain(String what, String value) {
        require(what, value);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c == '/' || c == '@' || c == 0x7f) {
                throw new IllegalArgumentException(
                        what + " may hold no blank, control character, '/' or '@'");
            }
        }
    }
}
