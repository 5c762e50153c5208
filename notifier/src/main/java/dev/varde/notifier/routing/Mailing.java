package dev.varde.notifier.routing;

import dev.varde.events.Incident;
import dev.varde.notifier.routing.Decision.HoldBack;
import dev.varde.notifier.routing.Decision.Send;
import dev.varde.notifier.text.Wording;

/// Which revisions are mailed. Programs that get webhooks read every change; people get mail when
/// an incident opens, is resolved, is given up or warns, and when what it says changes; not for
/// each step of a restart, unless it is the first that they hear. An acknowledged incident mails no
/// updates; its end is mailed all the same.
final class Mailing {
    private Mailing() {}

    /// @param why what leads to the receiver
    static Decision of(Incident incident, Told told, String receiver, String why, Terms terms) {
        return switch (incident.change()) {
            case OPENED, RESOLVED, GAVE_UP, WARNING -> new Send(receiver, Medium.MAIL, why, terms);
            case RESTARTING, RECOVERING ->
                    told.receivers(incident.id()).contains(receiver)
                            ? held(receiver, "steps of a restart are not mailed; the end will be")
                            : new Send(receiver, Medium.MAIL, why + ", first told now", terms);
            case UPDATED -> updated(incident, told, receiver, why, terms);
        };
    }

    private static Decision updated(
            Incident incident, Told told, String receiver, String why, Terms terms) {
        if (incident.acknowledged() != null) {
            return held(
                    receiver,
                    "acknowledged by "
                            + incident.acknowledged().by()
                            + "; the end will be mailed all the same");
        }
        String says = Wording.untagged(Wording.subject(Wording.type(incident.change()), incident));
        boolean known =
                told.lastSubject(incident.id(), receiver, Medium.MAIL)
                        .map(Wording::untagged)
                        .filter(says::equals)
                        .isPresent();
        return known
                ? held(receiver, "it says the same as the last mail about it")
                : new Send(receiver, Medium.MAIL, why + ", it says something new", terms);
    }

    private static HoldBack held(String receiver, String reason) {
        return new HoldBack(receiver, Medium.MAIL, reason);
    }
}
