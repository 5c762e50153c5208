@NullMarked
package dev.varde.processor.incident;

import org.jspecify.annotations.NullMarked;
