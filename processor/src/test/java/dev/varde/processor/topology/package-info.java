@NullMarked
package dev.varde.processor.topology;

import org.jspecify.annotations.NullMarked;
