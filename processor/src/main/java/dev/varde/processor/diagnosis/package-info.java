/// Why something went wrong: one rule for each cause, named for it. Pure.
@NullMarked
package dev.varde.processor.diagnosis;

import org.jspecify.annotations.NullMarked;
