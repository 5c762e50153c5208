/// Starts and stops the processor.
@NullMarked
package dev.varde.processor.app;

import org.jspecify.annotations.NullMarked;
