@NullMarked
package dev.varde.processor.fleet;

import org.jspecify.annotations.NullMarked;
