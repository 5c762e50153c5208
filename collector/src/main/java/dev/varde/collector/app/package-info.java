/// Puts the collector together.
@NullMarked
package dev.varde.collector.app;

import org.jspecify.annotations.NullMarked;
