package dev.varde.notifier.text;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/// The sentences of a message to people.
public final class Telling {
    private static final int LONGEST_SUBJECT = 150;
    private static final Set<Cause> ALIVE = Set.of(Cause.HANG, Cause.DEADLOCK, Cause.UNHEALTHY);
    private static final DateTimeFormatter SINCE =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Telling() {}

    /// A mail's subject: the same for all mails about an incident, whatever becomes known of it,
    /// because mail programs that thread by subject open a new conversation for a changed one. What
    /// the mail tells stands in its first line, which they show beside the subject.
    ///
    /// @param line the ledger's own, which a test and a digest are called by
    public static String subject(String type, String line, Incident incident) {
        if (Wording.change(type).isPresent()) {
            String since = SINCE.format(incident.times().opened());
            return SafeText.line(
                    SafeText.line(Wording.who(incident), LONGEST_SUBJECT - 30) + ", since " + since,
                    LONGEST_SUBJECT);
        }
        return line.isBlank()
                ? Wording.subject(type, incident)
                : SafeText.line(line, LONGEST_SUBJECT);
    }

    /// The first sentence: what a message tells.
    public static String opening(String type, Incident i) {
        String who = Wording.who(i);
        return Wording.change(type)
                .map(change ->
                        switch (change) {
                            case OPENED -> trouble(who, i);
                            case UPDATED -> "More is known about " + who + ".";
                            case RESTARTING -> who + " is being restarted.";
                            case RECOVERING -> who + " is back and being watched.";
                            case RESOLVED -> who + " is well again" + lasted(i) + ".";
                            case GAVE_UP ->
                                    "Varde has stopped restarting " + who + ". People must act.";
                            case WARNING -> "A warning about " + who + ".";
                        })
                .orElse(
                        type.equals(Wording.TEST)
                                ? "This is a test. Nothing is wrong."
                                : "Word of " + who + ".");
    }

    /// What is the matter, so far as its cause is one that leaves it running, or is none of a
    /// service.
    private static String trouble(String who, Incident i) {
        if (i.cause().equals(Cause.HOST_SILENT)) {
            return "Nothing is heard of " + who + ".";
        }
        if (i.service() == null) {
            return "Something is wrong with " + who + ".";
        }
        return ALIVE.contains(i.cause()) ? who + " runs and is not well." : who + " is down.";
    }

    /// What Varde does about it or has done.
    public static String doing(String type, Incident i) {
        if (type.equals(Wording.TEST)) {
            return "Nothing: this is a test.";
        }
        String last =
                i.restarts().isEmpty() ? "" : " Last restart: " + restart(i.restarts().getLast());
        return switch (i.state()) {
            case OPEN -> i.restarts().isEmpty() ? idle(i) : "Varde has tried." + last;
            case RESTARTING -> "Varde is restarting it." + last;
            case RECOVERING -> "It is back, and is watched until it is stable." + last;
            case RESOLVED -> "Nothing more: it is over." + last;
            case GAVE_UP -> "Nothing more: restarts are used up or would not help." + last;
        };
    }

    private static String idle(Incident i) {
        return i.restartable()
                ? "Nothing yet; Varde can restart it, unless its cause or its budget forbids."
                : "Nothing: there is no restart that Varde could order.";
    }

    /// Such as `1. 12:00:01 UTC: restarted, healthy after 7.3 s`.
    public static String restart(Incident.Restart r) {
        String detail = r.detail() == null ? "" : " (" + r.detail() + ")";
        return "%d. %s UTC: %s%s"
                .formatted(r.number(), CLOCK.format(r.requested()), Wording.restart(r), detail);
    }

    private static String lasted(Incident i) {
        Instant from = i.times().died() == null ? i.times().opened() : i.times().died();
        Instant to = i.times().recovered() == null ? i.times().resolved() : i.times().recovered();
        return to == null || to.isBefore(from)
                ? ""
                : ", after " + Wording.duration(Duration.between(from, to));
    }
}
