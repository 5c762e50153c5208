package dev.varde.notifier.mail;

import dev.varde.events.config.Configuration.MailTemplates;
import dev.varde.events.config.Configuration.Template;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.template.BadTemplate;
import dev.varde.notifier.template.Form;
import dev.varde.notifier.template.MessageTemplate;
import dev.varde.notifier.template.MessageView;
import dev.varde.notifier.template.Rendering;
import dev.varde.notifier.text.Columns;
import dev.varde.notifier.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes subject, text and HTML: by the site's own templates where there are some, else, and
/// wherever those fail, in Varde's own words with the failure in them. No alert is lost to a
/// template.
final class MailParts {
    private static final int LONGEST_SUBJECT = 150;
    private static final MessageTemplate TEXT =
            MessageTemplate.builtIn(MailParts.class, "incident.txt", Form.TEXT);
    private static final MessageTemplate HTML =
            MessageTemplate.builtIn(MailParts.class, "incident.html", Form.HTML);

    private final @Nullable Template subject;
    private final @Nullable Template text;
    private final @Nullable Template html;
    private final @Nullable String page;

    /// What a mail says.
    record Written(String subject, String text, String html) {}

    /// @param page where people reach the page, or null
    MailParts(MailTemplates templates, @Nullable String page) {
        this.subject = templates.subject();
        this.text = templates.text();
        this.html = templates.html();
        this.page = page;
    }

    static MailParts plain() {
        return new MailParts(MailTemplates.NONE, null);
    }

    /// @param picture the id of the memory curve's picture, or null when there is none
    Written write(Message message, @Nullable String picture) {
        String shown = picture == null ? null : "cid:" + picture;
        List<String> problems = new ArrayList<>();
        MessageView view = MessageView.of(message, page, shown, "");
        @Nullable String ownSubject = own(subject, Form.TEXT, view, problems);
        @Nullable String ownText = own(text, Form.TEXT, view, problems);
        @Nullable String ownHtml = own(html, Form.HTML, view, problems);
        String problem = String.join("; ", problems);
        problems.forEach(NotifierLog::badTemplate);
        MessageView told = problem.isEmpty() ? view : MessageView.of(message, page, shown, problem);
        return new Written(
                ownSubject == null || ownSubject.isBlank()
                        ? told.subject()
                        : SafeText.line(ownSubject, LONGEST_SUBJECT),
                ownText == null ? Columns.wrap(built(TEXT, told)) : ownText,
                ownHtml == null ? built(HTML, told) : ownHtml);
    }

    private static @Nullable String own(
            @Nullable Template file, Form form, MessageView view, List<String> problems) {
        if (file == null) {
            return null;
        }
        try {
            return switch (MessageTemplate.own(file, form).render(view)) {
                case Rendering.Text made -> made.text();
                case Rendering.Failed f -> {
                    problems.add(problem(file, f.line(), f.reason()));
                    yield null;
                }
            };
        } catch (BadTemplate e) {
            problems.add(problem(file, e.line(), e.reason()));
            return null;
        }
    }

    private static String problem(Template file, int line, String reason) {
        return "the template " + file.file() + ", line " + line + ", failed: " + reason;
    }

    private static String built(MessageTemplate template, MessageView view) {
        return switch (template.render(view)) {
            case Rendering.Text made -> made.text();
            case Rendering.Failed f ->
                    throw new IllegalStateException("a template of Varde's own: " + f.reason());
        };
    }
}
