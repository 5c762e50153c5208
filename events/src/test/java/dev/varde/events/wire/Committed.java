package dev.varde.events.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;

/// A file in the repository that holds what the code makes. `-Dvarde.update=true` writes it anew.
final class Committed {
    private static final Path ROOT = Path.of(System.getProperty("varde.root", ".."));

    private Committed() {}

    static Path path(String name) {
        return ROOT.resolve(name);
    }

    static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(path(name));
    }

    /// @param remedy what the reader of a failure should think about before updating
    static void holds(String name, String made, String remedy) throws IOException {
        if (Boolean.getBoolean("varde.update")) {
            Files.createDirectories(path(name).getParent());
            Files.writeString(path(name), made);
        }
        String update = "mvn -pl events test -Dvarde.update=true";
        Assertions.assertThat(path(name))
                .as("%s is missing; write it with: %s", name, update)
                .exists();
        Assertions.assertThat(new String(bytes(name), StandardCharsets.UTF_8))
                .as("%s differs. %s Then: %s", name, remedy, update)
                .isEqualTo(made);
    }
}
