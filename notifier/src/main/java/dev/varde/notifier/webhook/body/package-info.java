/// What is written into a webhook, one file a format. What comes from outside stands there as text
/// that the other side does not interpret.
@NullMarked
package dev.varde.notifier.webhook.body;

import org.jspecify.annotations.NullMarked;
