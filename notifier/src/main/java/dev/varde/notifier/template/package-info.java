/// What a message shows, as plain values, and templates that write it down: Varde's own and those
/// of the site. A template sees these values and nothing else: no method, no class, no file.
@NullMarked
package dev.varde.notifier.template;

import org.jspecify.annotations.NullMarked;
