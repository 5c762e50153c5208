/// From sighting to broker: numbering, redaction, a bounded spool on disk, sending in order,
/// checkpoints after acknowledgement.
@NullMarked
package dev.varde.collector.ship;

import org.jspecify.annotations.NullMarked;
