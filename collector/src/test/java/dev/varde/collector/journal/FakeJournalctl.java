package dev.varde.collector.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// A program that answers as journalctl does, from recorded entries. What is asked of it is written
/// down.
final class FakeJournalctl {
    private final Path folder;

    FakeJournalctl(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        there();
        write("follow", "");
        oldest(Entries.entry(0));
        write("lines", "");
        script(
                """
                case " $* " in
                *" --follow "*) exec tail -n +1 -F %1$s/follow 2>/dev/null ;;
                *" --lines="*) exec cat %1$s/lines ;;
                *" --cursor="* | *" --since="*) exec cat %1$s/there ;;
                *) exec cat %1$s/oldest ;;
                esac
                """
                        .formatted(folder));
    }

    /// Answers by this shell script instead; `$0.d` is its folder.
    void script(String body) throws IOException {
        Path script = folder.resolve("journalctl.new");
        Files.writeString(
                script, "#!/bin/sh\necho \"$*\" >> %1$s/asked\n%2$s".formatted(folder, body));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.move(
                script, folder.resolve("journalctl"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    List<String> command() {
        return List.of(folder.resolve("journalctl").toString());
    }

    Path folder() {
        return folder;
    }

    /// What there is when it is asked from a place on.
    void there(String... entries) throws IOException {
        write("there", lines(entries));
    }

    /// What comes while it follows.
    void comes(String... entries) throws IOException {
        Files.writeString(folder.resolve("follow"), lines(entries), StandardOpenOption.APPEND);
    }

    void oldest(String... entries) throws IOException {
        write("oldest", lines(entries));
    }

    void last(String... entries) throws IOException {
        write("lines", lines(entries));
    }

    private static String lines(String... entries) {
        return entries.length == 0 ? "" : String.join("\n", entries) + "\n";
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /// The command lines so far.
    List<String> asked() throws IOException {
        Path asked = folder.resolve("asked");
        return Files.exists(asked) ? Files.readAllLines(asked) : List.of();
    }
}
