package dev.varde.standalone.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The service units that people put on this host: those whose file lies where administrators put
/// theirs (systemd.unit(5)), not where packages and systemd itself do.
final class UnitFiles {
    private static final List<String> FOLDERS =
            List.of("/etc/systemd/system/", "/usr/local/lib/systemd/system/");
    private static final int MOST_BYTES = 4 << 20;
    private static final int SECONDS = 5;

    /// @param active such as `active` or `failed`
    record Unit(String name, String active, int mainPid) {}

    private UnitFiles() {}

    /// None where systemd does not answer.
    static List<Unit> all() {
        return parse(
                run(
                        List.of(
                                "systemctl",
                                "show",
                                "*.service",
                                "--property=Id,ActiveState,FragmentPath,MainPID")));
    }

    /// One block for each unit, with an empty line between.
    static List<Unit> parse(String shown) {
        List<Unit> units = new ArrayList<>();
        for (String block : shown.split("\n\n", -1)) {
            Map<String, String> values = new TreeMap<>();
            block.lines()
                    .filter(l -> l.indexOf('=') > 0)
                    .forEach(l ->
                            values.put(
                                    l.substring(0, l.indexOf('=')),
                                    l.substring(l.indexOf('=') + 1)));
            String file = values.getOrDefault("FragmentPath", "");
            String name = values.getOrDefault("Id", "");
            if (FOLDERS.stream().anyMatch(file::startsWith) && name.endsWith(".service")) {
                units.add(
                        new Unit(
                                name,
                                values.getOrDefault("ActiveState", "unknown"),
                                pid(values.getOrDefault("MainPID", "0"))));
            }
        }
        return units;
    }

    private static int pid(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (InputStream out = process.getInputStream()) {
                String text = new String(out.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
                return process.waitFor(SECONDS, TimeUnit.SECONDS) ? text : "";
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
