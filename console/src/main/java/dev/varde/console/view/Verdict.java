package dev.varde.console.view;

import java.util.List;

/// How a service is, and why, in words.
record Verdict(Standing standing, String why) {
    static final Verdict SILENT = new Verdict(Standing.SILENT, "its host is silent");

    /// @param expected how many checks it is configured with; 0 when that is not known
    /// @param watched whether its process is looked for
    /// @param gone whether its main process was seen to end or could not be found
    static Verdict of(
            List<ServiceView.Check> checks,
            int expected,
            boolean watched,
            boolean alive,
            boolean gone) {
        long down = count(checks, Standing.DOWN);
        if (gone && !alive) {
            return new Verdict(Standing.DOWN, "no process");
        }
        if (down > 0) {
            return new Verdict(Standing.DOWN, first(checks, Standing.DOWN));
        }
        if (count(checks, Standing.SHAKY) > 0) {
            return new Verdict(Standing.SHAKY, first(checks, Standing.SHAKY));
        }
        if (checks.size() < expected || (watched && !alive) || (checks.isEmpty() && !alive)) {
            return new Verdict(Standing.UNKNOWN, "not everything was looked at yet");
        }
        return new Verdict(Standing.WELL, well(checks.size(), alive));
    }

    private static String well(int checks, boolean alive) {
        if (checks == 0) {
            return "its process runs";
        }
        return Amounts.count(checks, "check")
                + (checks == 1 ? " passes" : " pass")
                + (alive ? ", its process runs" : "");
    }

    private static long count(List<ServiceView.Check> checks, Standing standing) {
        return checks.stream().filter(c -> c.standing() == standing).count();
    }

    private static String first(List<ServiceView.Check> checks, Standing standing) {
        return checks.stream()
                .filter(c -> c.standing() == standing)
                .map(c -> c.name() + ": " + c.detail())
                .findFirst()
                .orElse("");
    }
}
