/// Whether a figure rises, how fast, and when it reaches its limit. Pure, and knows nothing of what
/// the figures are of.
@NullMarked
package dev.varde.processor.trend;

import org.jspecify.annotations.NullMarked;
