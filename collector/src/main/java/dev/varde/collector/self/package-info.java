/// What the collector shows of its own state to other programs: health and metrics.
@NullMarked
package dev.varde.collector.self;

import org.jspecify.annotations.NullMarked;
