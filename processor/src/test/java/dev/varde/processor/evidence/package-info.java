@NullMarked
package dev.varde.processor.evidence;

import org.jspecify.annotations.NullMarked;
