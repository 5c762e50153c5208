package dev.varde.collector.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The command lines by which the journal is read (journalctl(1)).
///
/// Reading what is there and following what comes are two commands: what `--follow` means for
/// entries of earlier boots is not the same in all versions of systemd, and without it all of them
/// give all boots.
///
/// @param command runs journalctl
/// @param choosy asks for some fields only, which versions before 236 cannot
record Journalctl(List<String> command, boolean choosy) {
    Journalctl {
        command = List.copyOf(command);
    }

    Journalctl withAllFields() {
        return new Journalctl(command, false);
    }

    /// Where to begin.
    ///
    /// @param cursor the entry itself is given again, if it is still there
    /// @param since used without a cursor
    record From(@Nullable String cursor, Instant since) {
        String argument() {
            return cursor != null
                    ? "--cursor=" + cursor
                    : "--since=@%d.%06d".formatted(since.getEpochSecond(), since.getNano() / 1_000);
        }
    }

    List<String> read(From from, List<String> matches) {
        List<String> argv = usual();
        argv.add("--no-tail");
        argv.add(from.argument());
        argv.addAll(matches);
        return argv;
    }

    List<String> follow(From from, List<String> matches) {
        List<String> argv = read(from, matches);
        argv.add(argv.indexOf("--no-tail"), "--follow");
        return argv;
    }

    /// The newest entries of a unit, oldest first.
    List<String> last(int entries, String unit) {
        List<String> argv = usual();
        argv.add("--lines=" + entries);
        argv.add("_SYSTEMD_UNIT=" + unit);
        return argv;
    }

    /// All there is, oldest first.
    List<String> oldest() {
        List<String> argv = usual();
        argv.add("--no-tail");
        return argv;
    }

    private List<String> usual() {
        List<String> argv = new ArrayList<>(command);
        argv.addAll(List.of("--output=json", "--all", "--no-pager"));
        if (choosy) {
            argv.add("--output-fields=" + String.join(",", Sources.FIELDS));
        }
        return argv;
    }
}
