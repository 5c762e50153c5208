/// What programs write when something ends them; data, in `words.txt`.
@NullMarked
package dev.varde.processor.knowledge;

import org.jspecify.annotations.NullMarked;
