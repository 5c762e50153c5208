/// Which incidents people do not want to hear of, until when, and what that hid. Pure.
@NullMarked
package dev.varde.notifier.silence;

import org.jspecify.annotations.NullMarked;
