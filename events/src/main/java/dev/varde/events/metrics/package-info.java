/// What programs measure, in the form that Prometheus reads.
@NullMarked
package dev.varde.events.metrics;

import org.jspecify.annotations.NullMarked;
