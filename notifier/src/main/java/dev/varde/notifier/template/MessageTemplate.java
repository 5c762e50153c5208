package dev.varde.notifier.template;

import dev.varde.events.config.Configuration;
import dev.varde.notifier.text.SafeText;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.JsonEscaper;
import io.quarkus.qute.SetSectionHelper;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import io.quarkus.qute.WhenSectionHelper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;

/// One template, written in Qute, over a [MessageView] called `m`. It has `if`, `for`, `let` and
/// `when`, and no way to other files, classes or the text of others: text from outside is never
/// read as a template. A rendering is bounded in time and size.
public final class MessageTemplate {
    private static final int LONGEST_REASON = 400;
    private static final Engine ENGINE = engine();

    private final Template template;
    private final int length;

    private MessageTemplate(String id, String text, Form form) {
        this.template = ENGINE.parse(text, form.variant(), id);
        this.length = text.length();
    }

    /// A template of the site.
    ///
    /// @throws BadTemplate when it is not written as a template is
    public static MessageTemplate own(Configuration.Template file, Form form) throws BadTemplate {
        try {
            return new MessageTemplate(file.file().toString(), file.text(), form);
        } catch (TemplateException e) {
            throw new BadTemplate(line(e), reason(e));
        } catch (StackOverflowError e) {
            throw new BadTemplate(0, "its sections are nested too deeply");
        }
    }

    /// One of Varde's own.
    ///
    /// @param beside the class it lies beside
    public static MessageTemplate builtIn(Class<?> beside, String name, Form form) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the template " + name + " is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new MessageTemplate(name, text, form);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Never throws for what is in the template or in the view.
    public Rendering render(MessageView view) {
        Allowance allowance = new Allowance(length);
        try {
            template.data("m", view)
                    .setAttribute(Allowance.KEY, allowance)
                    .consume(allowance::write)
                    .toCompletableFuture()
                    .join();
            return new Rendering.Text(allowance.text());
        } catch (CompletionException e) {
            return failed(e.getCause() == null ? e : e.getCause(), allowance);
        } catch (RuntimeException | StackOverflowError e) {
            return failed(e, allowance);
        }
    }

    private static Rendering failed(Throwable e, Allowance allowance) {
        String missed = allowance.missed();
        return switch (e) {
            case Allowance.UsedUp used ->
                    new Rendering.Failed(0, String.valueOf(used.getMessage()));
            case TemplateException t ->
                    new Rendering.Failed(line(t), missed == null ? reason(t) : missed);
            default -> new Rendering.Failed(0, "it fails with " + e.getClass().getSimpleName());
        };
    }

    private static int line(TemplateException e) {
        return e.getOrigin() == null ? 0 : e.getOrigin().getLine();
    }

    /// Qute's first line, without the name of the template, which is told beside it.
    private static String reason(TemplateException e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return SafeText.line(
                first.replaceFirst("\\A(Rendering|Parser) error[^:]*: ", ""), LONGEST_REASON);
    }

    private static Engine engine() {
        return Engine.builder()
                .addSectionHelper(new IfSectionHelper.Factory())
                .addSectionHelper(new SetSectionHelper.Factory())
                .addSectionHelper(new WhenSectionHelper.Factory())
                .addSectionHelper(new BoundedLoop())
                .addValueResolvers(
                        new RecordParts(),
                        ValueResolvers.mapperResolver(),
                        ValueResolvers.listResolver(),
                        ValueResolvers.collectionResolver(),
                        ValueResolvers.thisResolver(),
                        ValueResolvers.orResolver(),
                        ValueResolvers.trueResolver(),
                        ValueResolvers.logicalAndResolver(),
                        ValueResolvers.logicalOrResolver())
                .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                .addResultMapper(new JsonEscaper())
                .build();
    }
}
