/// Which receivers hear of a change, and why the others do not. Pure.
@NullMarked
package dev.varde.notifier.routing;

import org.jspecify.annotations.NullMarked;
