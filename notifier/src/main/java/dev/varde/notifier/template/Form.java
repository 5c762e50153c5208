package dev.varde.notifier.template;

import io.quarkus.qute.Variant;

/// What a template makes, which says how values are escaped in it.
public enum Form {
    /// Values stand as they are.
    TEXT(Variant.TEXT_PLAIN),
    /// Values are escaped for HTML.
    HTML(Variant.TEXT_HTML),
    /// Values are escaped for strings of JSON; the quotes are the template's.
    JSON(Variant.APPLICATION_JSON);

    private final String contentType;

    Form(String contentType) {
        this.contentType = contentType;
    }

    Variant variant() {
        return Variant.forContentType(contentType);
    }
}
