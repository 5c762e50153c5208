/// One message, what became of an attempt, and what to try when. Pure.
@NullMarked
package dev.varde.notifier.delivery;

import org.jspecify.annotations.NullMarked;
