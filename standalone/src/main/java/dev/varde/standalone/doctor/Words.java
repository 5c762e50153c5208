package dev.varde.standalone.doctor;

import dev.varde.notifier.text.SafeText;
import dev.varde.notifier.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How figures and text from outside are said on one line.
final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
    private static final Duration RECENTLY = Duration.ofHours(20);
    private static final int LONGEST = 160;

    private Words() {}

    static String bytes(long bytes) {
        return Wording.bytes(bytes);
    }

    /// `3 %`; one digit behind the point under ten.
    static String share(double share) {
        double percent = share * 100;
        return percent < 10 && percent != Math.rint(percent)
                ? String.format(Locale.ROOT, "%.1f %%", percent)
                : Math.round(percent) + " %";
    }

    /// `21:42:07, 3 min 2 s ago`, by the host's zone.
    static String when(Instant at, Instant now) {
        Duration ago = Duration.between(at, now);
        DateTimeFormatter format = ago.abs().compareTo(RECENTLY) < 0 ? TIME : DAY;
        String clock = format.withZone(ZoneId.systemDefault()).format(at);
        return ago.isNegative()
                ? clock + ", which is in the future"
                : clock + ", " + span(ago) + " ago";
    }

    /// `7.3 s`, `4 min 5 s`, `3 h`.
    static String span(Duration d) {
        String words =
                d.toSeconds() < 10
                        ? Wording.duration(d)
                        : Wording.duration(Duration.ofSeconds(d.toSeconds()));
        return words.replace(".0 s", " s").replaceFirst("(?<=[a-z]) 0 [a-z]+$", "");
    }

    static String plain(String text) {
        return SafeText.line(text, LONGEST);
    }

    static String count(long n, String one) {
        return n + " " + one + (n == 1 ? "" : "s");
    }
}
