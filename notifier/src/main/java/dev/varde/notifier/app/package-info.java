/// Wiring.
@NullMarked
package dev.varde.notifier.app;

import org.jspecify.annotations.NullMarked;
