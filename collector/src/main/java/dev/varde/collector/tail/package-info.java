/// Reads what programs write: log files, rotated or truncated; joins stack traces; decides which
/// lines matter.
@NullMarked
package dev.varde.collector.tail;

import org.jspecify.annotations.NullMarked;
