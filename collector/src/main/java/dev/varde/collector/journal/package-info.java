/// Follows systemd's journal by cursor: what the unit manager did, kills for lack of memory, and
/// the lines of services that log there.
@NullMarked
package dev.varde.collector.journal;

import org.jspecify.annotations.NullMarked;
