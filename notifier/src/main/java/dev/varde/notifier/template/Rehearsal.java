package dev.varde.notifier.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Template;
import dev.varde.events.config.InvalidConfiguration.Problem;
import dev.varde.events.wire.Codec;
import dev.varde.notifier.delivery.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tries the site's templates with messages of every kind before there is a real one, each with all
/// there can be and with as little as there can be.
public final class Rehearsal {
    private static final String PAGE = "https://varde.example.com";
    private static final String REMEDY =
            "See docs/templates.md for what a template can show, or take the key out for Varde's own"
                    + " words.";

    private Rehearsal() {}

    /// What is wrong with the templates of a configuration.
    public static List<Problem> problems(Configuration configuration) {
        List<Problem> problems = new ArrayList<>();
        Configuration.Mail mail = configuration.mail();
        if (mail != null) {
            add(problems, mail.templates().subject(), Form.TEXT, "mail.templates.subject");
            add(problems, mail.templates().text(), Form.TEXT, "mail.templates.text");
            add(problems, mail.templates().html(), Form.HTML, "mail.templates.html");
        }
        configuration.receivers().forEach(receiver -> add(problems, receiver));
        return problems;
    }

    private static void add(List<Problem> problems, Configuration.Receiver receiver) {
        if (receiver.webhook() != null) {
            String key = "receivers." + receiver.name() + ".webhook.template";
            add(problems, receiver.webhook().template(), Form.JSON, key);
        }
    }

    private static void add(
            List<Problem> problems, @Nullable Template template, Form form, String key) {
        if (template != null) {
            problem(template, form, key).ifPresent(problems::add);
        }
    }

    /// The first thing that is wrong with a template.
    ///
    /// @param key of the configuration that names it
    public static Optional<Problem> problem(Template template, Form form, String key) {
        try {
            MessageTemplate own = MessageTemplate.own(template, form);
            for (Message message : Fixtures.all()) {
                for (String page : new String[] {PAGE, null}) {
                    String picture = page == null ? null : "cid:memory";
                    MessageView view = MessageView.of(message, page, picture, "");
                    Optional<Problem> bad = problem(own.render(view), template, form, key);
                    if (bad.isPresent()) {
                        return bad;
                    }
                }
            }
            return Optional.empty();
        } catch (BadTemplate e) {
            return Optional.of(problem(template, e.line(), key, e.reason()));
        }
    }

    private static Optional<Problem> problem(
            Rendering made, Template template, Form form, String key) {
        return switch (made) {
            case Rendering.Failed f -> Optional.of(problem(template, f.line(), key, f.reason()));
            case Rendering.Text t when form == Form.JSON && !isJson(t.text()) ->
                    Optional.of(problem(template, 0, key, "what it makes is not JSON"));
            case Rendering.Text _ -> Optional.empty();
        };
    }

    private static boolean isJson(String text) {
        try {
            return !Codec.mapper().readTree(text).isMissingNode();
        } catch (JsonProcessingException _) {
            return false;
        }
    }

    private static Problem problem(Template template, int line, String key, String reason) {
        return new Problem(template.file(), line, key, reason, REMEDY);
    }
}
