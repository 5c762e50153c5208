@NullMarked
package dev.varde.collector.kernel;

import org.jspecify.annotations.NullMarked;
