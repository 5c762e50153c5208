package dev.varde.events.sign;

import dev.varde.events.RestartOrder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The exact bytes of an order that are signed: a line that names the form, then a line for each
/// field but the signature, in a fixed order: its name, a blank, the length of its value in bytes
/// of UTF-8, a colon, the value. A field that is not there has `-` for length and value. With the
/// lengths no value can look like the end of another.
///
/// Times are as `Instant.toString` writes them, the action is its word on the wire.
final class SignedForm {
    private static final String FORM = "varde restart order 1\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private SignedForm() {}

    static byte[] of(RestartOrder order) {
        SignedForm form = new SignedForm();
        form.out.writeBytes(utf8(FORM));
        form.line("id", order.id().value());
        form.line("host", order.host().value());
        form.line("service", order.service().value());
        form.line("incident", order.incident() == null ? null : order.incident().value());
        form.line("number", Integer.toString(order.number()));
        form.line("issued", order.issued().toString());
        form.line("expires", order.expires().toString());
        form.line("requestedBy", order.requestedBy());
        form.line("action", order.action() == null ? null : order.action().word());
        form.line("key", order.key());
        return form.out.toByteArray();
    }

    private void line(String name, @Nullable String value) {
        out.writeBytes(utf8(name + " "));
        if (value == null) {
            out.writeBytes(utf8("-\n"));
            return;
        }
        byte[] bytes = utf8(value);
        out.writeBytes(utf8(bytes.length + ":"));
        out.writeBytes(bytes);
        out.writeBytes(utf8("\n"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
