@NullMarked
package dev.varde.processor.trend;

import org.jspecify.annotations.NullMarked;
