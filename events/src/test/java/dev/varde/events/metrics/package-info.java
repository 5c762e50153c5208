@NullMarked
package dev.varde.events.metrics;

import org.jspecify.annotations.NullMarked;
