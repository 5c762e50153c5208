/// What the collector may read of a host, and what would let it read the rest.
@NullMarked
package dev.varde.collector.right;

import org.jspecify.annotations.NullMarked;
