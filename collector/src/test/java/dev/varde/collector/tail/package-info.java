@NullMarked
package dev.varde.collector.tail;

import org.jspecify.annotations.NullMarked;
