/// Whether a service is restarted, and when. Pure.
@NullMarked
package dev.varde.notifier.restart;

import org.jspecify.annotations.NullMarked;
