package dev.varde.standalone.unit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The walls around a service (systemd.exec(5)), as far as what it was seen to use leaves room for
/// them. What would break a just-in-time compiler or a program of unknown habits is left out.
final class Sandbox {
    private static final int PRIVILEGED = 1_024;

    private final Program program;

    private Sandbox(Program program) {
        this.program = program;
    }

    static List<String> lines(Program program) {
        return new Sandbox(program).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("NoNewPrivileges=yes");
        lines.add(
                uses("/tmp") || uses("/var/tmp")
                        ? "# PrivateTmp=yes is left out: it uses files in /tmp"
                        : "PrivateTmp=yes");
        lines.add(
                writes("/usr") || writes("/etc") || writes("/boot")
                        ? "# ProtectSystem=full is left out: it writes below /usr, /etc or /boot"
                        : "ProtectSystem=full");
        lines.add(
                uses("/home") || uses("/root") || uses("/run/user")
                        ? "# ProtectHome=yes is left out: it uses files of a home directory"
                        : "ProtectHome=yes");
        lines.addAll(
                List.of(
                        "ProtectKernelTunables=yes",
                        "ProtectKernelModules=yes",
                        "ProtectControlGroups=yes",
                        "RestrictSUIDSGID=yes",
                        "RestrictRealtime=yes",
                        "LockPersonality=yes"));
        if (program.user() != null && program.ports().stream().anyMatch(p -> p < PRIVILEGED)) {
            lines.add("AmbientCapabilities=CAP_NET_BIND_SERVICE");
        }
        return lines;
    }

    private boolean uses(String folder) {
        Path cwd = program.folder();
        Stream<String> named = program.argv().stream().map(a -> a.substring(a.indexOf('=') + 1));
        return (cwd != null && cwd.startsWith(folder))
                || writes(folder)
                || Stream.concat(named, program.logs().stream())
                        .anyMatch(t -> t.equals(folder) || t.contains(folder + "/"));
    }

    private boolean writes(String folder) {
        return program.written().stream().anyMatch(p -> p.startsWith(folder));
    }
}
