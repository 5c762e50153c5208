@NullMarked
package dev.varde.processor.diagnosis;

import org.jspecify.annotations.NullMarked;
