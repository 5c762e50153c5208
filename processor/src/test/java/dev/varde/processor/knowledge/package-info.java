@NullMarked
package dev.varde.processor.knowledge;

import org.jspecify.annotations.NullMarked;
