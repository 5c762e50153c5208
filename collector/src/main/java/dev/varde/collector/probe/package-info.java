/// Looks at processes, health, memory, disks and units of this host; one file each kind of look.
@NullMarked
package dev.varde.collector.probe;

import org.jspecify.annotations.NullMarked;
