@NullMarked
package dev.varde.collector.ship;

import org.jspecify.annotations.NullMarked;
