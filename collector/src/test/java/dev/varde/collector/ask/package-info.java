@NullMarked
package dev.varde.collector.ask;

import org.jspecify.annotations.NullMarked;
