/// The life of an incident: states, signals, effects and one step function. Pure.
@NullMarked
package dev.varde.processor.incident;

import org.jspecify.annotations.NullMarked;
