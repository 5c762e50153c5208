/// Reads deaths out of logs that people hand in: text is folded into the facts that a collector
/// would have seen, and the processor's rules judge them.
@NullMarked
package dev.varde.standalone.explain;

import org.jspecify.annotations.NullMarked;
