package dev.varde.console.page;

import dev.varde.console.view.Amounts;
import dev.varde.console.view.Shown;
import dev.varde.events.config.Configuration.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Who is told, and how; without addresses that are credentials.
///
/// @param id its name as it is in the configuration
public record ReceiverView(String id, String name, String ways) {
    static ReceiverView of(Receiver receiver) {
        List<String> ways = new ArrayList<>();
        if (receiver.mail() != null) {
            ways.add(
                    "mail to "
                            + Amounts.count(receiver.mail().to().size(), "mailbox", "mailboxes"));
        }
        if (receiver.webhook() != null) {
            String format = receiver.webhook().format().name().toLowerCase(Locale.ROOT);
            ways.add("webhook, format " + format);
        }
        return new ReceiverView(
                receiver.name(), Shown.line(receiver.name()), String.join(" and ", ways));
    }
}
