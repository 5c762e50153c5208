package dev.varde.notifier.template;

import dev.varde.notifier.delivery.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a message shows, called `m` in templates. Every text is safe as plain text: cut, on one
/// line unless it says otherwise, without control characters; none is escaped for HTML or JSON,
/// which the form of the template does. A text that is not known is empty.
///
/// @param type such as `incident.opened`, `test` or `digest`
/// @param receiver whom it is for, by name
/// @param subject the same for all messages about the incident, so that they make one thread
/// @param tag what is announced, such as `critical`, `resolved` or `gave up`
/// @param headline who it is about and what happened
/// @param opening the first sentence: what this message tells
/// @param doing what Varde does about it or has done
/// @param colour of the tag, as `#rrggbb`
/// @param who such as `kontali-backend on web-1`, or the host alone
/// @param service empty where it is about the host
/// @param host name of the host
/// @param cause id of the cause, such as `oom-kill`
/// @param confidence `certain`, `likely` or `possible`
/// @param severity `critical` or `warning`
/// @param state such as `open` or `resolved`
/// @param id of the incident
/// @param occurrences deaths in this incident
/// @param labels of the host and the service
/// @param facts what is known, in the order to show it
/// @param evidence what it rests on, the most telling first
/// @param advice what to do
/// @param lastLines the end of each log
/// @param restarts one line for each
/// @param timeline one line for each entry, in UTC
/// @param memory the memory before, in one line
/// @param curve the same as a picture in HTML mails; missing where there is none
/// @param links to the page; missing without `console.url`
/// @param digest whether it tells of several incidents
/// @param incidents one line for each incident that it tells of, at most 50
/// @param more how many incidents are not in that list
/// @param problem what is wrong with the site's own template; empty when nothing is
public record MessageView(
        String type,
        String receiver,
        String subject,
        String tag,
        String headline,
        String opening,
        String doing,
        String colour,
        String who,
        String service,
        String host,
        String cause,
        String confidence,
        String severity,
        String state,
        String id,
        int occurrences,
        List<Row> labels,
        List<Row> facts,
        List<Quote> evidence,
        List<Step> advice,
        List<Log> lastLines,
        List<String> restarts,
        List<String> timeline,
        String memory,
        @Nullable Curve curve,
        @Nullable Links links,
        boolean digest,
        List<Line> incidents,
        int more,
        String problem) {
    /// @param name what it is
    /// @param value what it is worth
    public record Row(String name, String value) {}

    /// @param when in UTC
    /// @param source such as `kernel` or `log`
    /// @param text on one or more lines
    public record Quote(String when, String source, String text) {}

    /// @param title what to do
    /// @param why what it helps against
    /// @param commands to copy; Varde runs none
    public record Step(String title, String why, List<String> commands) {}

    /// @param file path of the log
    /// @param lines its last ones
    public record Log(String file, List<String> lines) {}

    /// @param picture where HTML finds it: `cid:` and an id
    /// @param highest the most memory
    /// @param lowest the least memory
    /// @param from when it begins, in UTC
    /// @param to when it ends, in UTC
    public record Curve(String picture, String highest, String lowest, String from, String to) {}

    /// @param open the incident on the page
    /// @param acknowledge asks there whether to acknowledge it
    /// @param silence asks there for how long to hold messages back
    public record Links(String open, String acknowledge, String silence) {}

    /// @param tag what is announced
    /// @param headline who it is about and what happened
    /// @param link to the incident on the page; empty without `console.url`
    public record Line(String tag, String headline, String link) {}

    public MessageView {
        labels = List.copyOf(labels);
        facts = List.copyOf(facts);
        evidence = List.copyOf(evidence);
        advice = List.copyOf(advice);
        lastLines = List.copyOf(lastLines);
        restarts = List.copyOf(restarts);
        timeline = List.copyOf(timeline);
        incidents = List.copyOf(incidents);
    }

    /// @param page where people reach the page, without a slash at its end, or null
    public static MessageView of(Message message, @Nullable String page) {
        return new Viewer(message, page).view(null, "");
    }

    /// With a picture of the memory curve, and with what is wrong with a template.
    ///
    /// @param picture where HTML finds it, or null
    public static MessageView of(
            Message message, @Nullable String page, @Nullable String picture, String problem) {
        return new Viewer(message, page).view(picture, problem);
    }
}
