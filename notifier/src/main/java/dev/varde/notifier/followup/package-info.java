/// What time makes due: repeats, escalations, and what was held back until now. Pure.
@NullMarked
package dev.varde.notifier.followup;

import org.jspecify.annotations.NullMarked;
