/// What `varde unit` prints: a systemd unit and a logrotate file for a service. No look at the
/// host.
@NullMarked
package dev.varde.standalone.unit;

import org.jspecify.annotations.NullMarked;
