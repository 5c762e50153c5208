/// Who else restarts services on this host: Docker, Podman, supervisord.
@NullMarked
package dev.varde.collector.keeper;

import org.jspecify.annotations.NullMarked;
