/// What the kernel says: its log, its counts of kills, what it left behind before a boot. One event
/// of each kill for lack of memory, whoever else tells of it.
@NullMarked
package dev.varde.collector.kernel;

import org.jspecify.annotations.NullMarked;
