/// Messages as HTTP requests, signed and bounded.
@NullMarked
package dev.varde.notifier.webhook;

import org.jspecify.annotations.NullMarked;
