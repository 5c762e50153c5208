package dev.varde.events.config;

import dev.varde.events.config.Configuration.MailTemplates;
import dev.varde.events.config.Configuration.Template;
import java.util.Optional;

/// Reads which files hold templates, and those files: what was checked is what is used, also when
/// the file changes meanwhile. Whether they are good templates is the notifier's to say.
final class TemplateReader {
    private TemplateReader() {}

    static MailTemplates mail(Place place) {
        return place.section("subject", "text", "html")
                .map(s ->
                        new MailTemplates(
                                s.find("subject").flatMap(TemplateReader::file).orElse(null),
                                s.find("text").flatMap(TemplateReader::file).orElse(null),
                                s.find("html").flatMap(TemplateReader::file).orElse(null)))
                .orElse(MailTemplates.NONE);
    }

    /// The file at a path, which starts where the configuration lies. Empty where this program
    /// needs no template.
    static Optional<Template> file(Place place) {
        Reading reading = place.reading();
        return place.as(Kinds.TEXT)
                .filter(_ -> reading.needs(place.path(), false))
                .flatMap(path ->
                        reading.variables()
                                .file(path, place::wrong)
                                .map(text ->
                                        new Template(reading.variables().resolved(path), text)));
    }
}
