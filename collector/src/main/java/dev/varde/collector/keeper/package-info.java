/// Who else restarts services on this host: Docker, Podman, supervisord. What they say is told as
/// the words of a unit manager.
@NullMarked
package dev.varde.collector.keeper;

import org.jspecify.annotations.NullMarked;
