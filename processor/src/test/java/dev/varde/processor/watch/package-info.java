@NullMarked
package dev.varde.processor.watch;

import org.jspecify.annotations.NullMarked;
