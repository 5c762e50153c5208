@NullMarked
package dev.varde.processor.sameness;

import org.jspecify.annotations.NullMarked;
