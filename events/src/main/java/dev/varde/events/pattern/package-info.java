/// Patterns that people write, matched without danger. Pure.
@NullMarked
package dev.varde.events.pattern;

import org.jspecify.annotations.NullMarked;
