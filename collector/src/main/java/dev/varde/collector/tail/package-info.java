/// Reads what is written down on this host: log files and the kernel's log.
@NullMarked
package dev.varde.collector.tail;

import org.jspecify.annotations.NullMarked;
