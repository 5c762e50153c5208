package dev.varde.console.page;

import dev.varde.console.view.IncidentPage;
import dev.varde.console.view.IncidentRow;
import dev.varde.console.view.Overview;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// The pages; the build checks that what they name exists.
@CheckedTemplate(basePath = "console")
final class Templates {
    private Templates() {}

    static native TemplateInstance overview(Overview all, List<ReceiverView> receivers);

    static native TemplateInstance incidents(List<IncidentRow> rows);

    static native TemplateInstance deliveries(DeliveriesView all);

    static native TemplateInstance incident(IncidentPage page, String warning);

    static native TemplateInstance nothing(String what);
}
