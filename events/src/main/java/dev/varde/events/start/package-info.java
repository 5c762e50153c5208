/// What every program does before it starts.
@NullMarked
package dev.varde.events.start;

import org.jspecify.annotations.NullMarked;
