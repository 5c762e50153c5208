@NullMarked
package dev.varde.collector.order;

import org.jspecify.annotations.NullMarked;
