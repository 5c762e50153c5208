package dev.varde.collector.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Entries in the shape that `journalctl --output=json` prints (systemd 252).
final class Entries {
    static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    static final String MACHINE = "8e321c39d2eb49e49c6f5fa20b6b2747";

    private Entries() {}

    static String cursor(int number) {
        return cursor(MACHINE, number);
    }

    static String cursor(String source, int number) {
        return "s=%s;i=%x;b=1c1dd0a4e292483f8b0a73dbfcb6e267;m=3c70%04x;t=6611de084e9cd;x=3405efad145a51bf"
                .formatted(source, number, number);
    }

    static Instant time(int number) {
        return NOON.plusSeconds(number);
    }

    /// @param fields names and values in turn
    static String entry(int number, String... fields) {
        return entry(cursor(number), time(number), fields);
    }

    static String entry(String cursor, Instant time, String... fields) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("__CURSOR", cursor);
        all.put("__REALTIME_TIMESTAMP", Long.toString(time.getEpochSecond() * 1_000_000));
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        StringBuilder json = new StringBuilder("{");
        all.forEach((name, value) -> {
            String text = value.startsWith("[") ? value : "\"" + value.replace("\"", "\\\"") + "\"";
            json.append(json.length() == 1 ? "" : ",").append("\"" + name + "\":" + text);
        });
        return json.append("}").toString();
    }

    static String line(int number, String message) {
        return line(number, 4711, message);
    }

    static String line(int number, int pid, String message) {
        return entry(
                number,
                "MESSAGE",
                message,
                "_PID",
                Integer.toString(pid),
                "_SYSTEMD_UNIT",
                Services.UNIT,
                "_TRANSPORT",
                "stdout");
    }

    static String exited(int number, String code, int status) {
        return entry(
                number,
                "MESSAGE",
                "kontali.service: Main process exited, code=" + code + ", status=" + status,
                "MESSAGE_ID",
                "98e322203f7a4ed290d09fe03c09fe15",
                "UNIT",
                Services.UNIT,
                "INVOCATION_ID",
                "c5c6931e9c694376a1e41eb05e5cbe46",
                "EXIT_CODE",
                code,
                "EXIT_STATUS",
                Integer.toString(status),
                "COMMAND",
                "ExecStart",
                "_PID",
                "1",
                "_SYSTEMD_UNIT",
                "init.scope");
    }
}
