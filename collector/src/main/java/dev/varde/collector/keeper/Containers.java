package dev.varde.collector.keeper;

import dev.varde.events.UnitFact.Guards;
import dev.varde.events.UnitFact.UnitChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `docker inspect` says of containers, in the words of a unit manager.
///
/// | container | active | sub | result |
/// | --- | --- | --- | --- |
/// | running, paused | `active` | its status | `success` |
/// | restarting: the engine is about to start it | `activating` | `auto-restart` | how it ended |
/// | exited, and its policy would have restarted it: people stopped it | `inactive` | `dead` | `success` |
/// | exited well, and nobody restarts that | `inactive` | `dead` | `success` |
/// | exited badly, and nobody restarts it or any more | `failed` | `failed` | how it ended |
final class Containers {
    static final String UNIT = "container ";

    /// Fields of docker-inspect(1), which Podman fills too; none of them can hold a tab.
    private static final String FORMAT =
            String.join(
                    "\t",
                    "{{.Name}}",
                    "{{.State.Status}}",
                    "{{.State.ExitCode}}",
                    "{{.State.OOMKilled}}",
                    "{{.State.Pid}}",
                    "{{.RestartCount}}",
                    "{{.HostConfig.RestartPolicy.Name}}",
                    "{{.HostConfig.RestartPolicy.MaximumRetryCount}}",
                    "{{.HostConfig.Memory}}");

    private static final int FIELDS = 9;
    private static final int SIGNALLED = 128;

    private Containers() {}

    static List<String> question(String tool, List<String> names) {
        List<String> argv = new ArrayList<>();
        argv.addAll(List.of(tool, "inspect", "--type", "container", "--format", FORMAT, "--"));
        argv.addAll(names);
        return argv;
    }

    /// By the container's name. Lines that are none are left out: of a container that is not there
    /// an error stands among them.
    static Map<String, UnitChanged> parse(String output) {
        Map<String, UnitChanged> found = new HashMap<>();
        output.lines()
                .map(l -> l.split("\t", -1))
                .filter(f -> f.length == FIELDS)
                .forEach(f -> said(f).ifPresent(u -> found.put(name(f[0]), u)));
        return found;
    }

    /// Docker writes a slash before the name.
    private static String name(String written) {
        return written.startsWith("/") ? written.substring(1) : written;
    }

    private static Optional<UnitChanged> said(String[] f) {
        try {
            int code = Integer.parseInt(f[2]);
            int pid = Integer.parseInt(f[4]);
            int restarts = Integer.parseInt(f[5]);
            Policy policy = new Policy(f[6], Integer.parseInt(f[7]));
            String ended = ended(code, f[3].equals("true"));
            String[] words = words(f[1], ended, policy, restarts);
            return Optional.of(
                    new UnitChanged(
                            UNIT + name(f[0]),
                            words[0],
                            words[1],
                            words[2],
                            restarts,
                            pid > 0 ? pid : null,
                            null,
                            guards(policy, Long.parseLong(f[8]))));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// @param name `no`, `always`, `unless-stopped` or `on-failure`; empty is `no`
    /// @param most how often `on-failure` restarts it; 0 for ever
    private record Policy(String name, int most) {
        boolean restarts(boolean badly, int restarts) {
            return switch (name) {
                case "always", "unless-stopped" -> true;
                case "on-failure" -> badly && (most == 0 || restarts < most);
                default -> false;
            };
        }
    }

    private static String ended(int code, boolean outOfMemory) {
        if (outOfMemory) {
            return "oom-kill";
        }
        if (code == 0) {
            return "success";
        }
        return code > SIGNALLED ? "signal" : "exit-code";
    }

    private static String[] words(String status, String ended, Policy policy, int restarts) {
        boolean badly = !ended.equals("success");
        return switch (status) {
            case "running", "paused" -> new String[] {"active", status, "success"};
            case "restarting" -> new String[] {"activating", "auto-restart", ended};
            case "exited", "stopped", "dead" ->
                    badly && !policy.restarts(true, restarts)
                            ? new String[] {"failed", "failed", ended}
                            : new String[] {"inactive", "dead", "success"};
            default -> new String[] {"inactive", status, "success"};
        };
    }

    /// `unless-stopped` is `always` to whom asks what follows a crash.
    private static Guards guards(Policy policy, long memory) {
        String restart =
                switch (policy.name()) {
                    case "always", "unless-stopped" -> "always";
                    case "on-failure" -> "on-failure";
                    default -> "no";
                };
        @Nullable Long limit = memory > 0 ? memory : null;
        return new Guards(restart, limit, "", 0);
    }
}
