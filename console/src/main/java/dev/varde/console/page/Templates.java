package dev.varde.console.page;

import dev.varde.console.view.IncidentPage;
import dev.varde.console.view.IncidentRow;
import dev.varde.console.view.Overview;
import dev.varde.console.view.SilenceView;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// The pages; the build checks that what they name exists.
@CheckedTemplate(basePath = "console")
final class Templates {
    private Templates() {}

    static native TemplateInstance overview(
            Overview all, List<ReceiverView> receivers, List<SilenceView> silences);

    static native TemplateInstance incidents(List<IncidentRow> rows);

    static native TemplateInstance deliveries(DeliveriesView all);

    /// @param asked what to ask about: `acknowledge`, `silence` or nothing
    static native TemplateInstance incident(IncidentPage page, String warning, String asked);

    static native TemplateInstance nothing(String what);
}
