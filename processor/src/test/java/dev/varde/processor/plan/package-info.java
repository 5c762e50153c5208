@NullMarked
package dev.varde.processor.plan;

import org.jspecify.annotations.NullMarked;
