/// Carries out restart orders: only actions of the collector's own configuration, each order once.
@NullMarked
package dev.varde.collector.order;

import org.jspecify.annotations.NullMarked;
