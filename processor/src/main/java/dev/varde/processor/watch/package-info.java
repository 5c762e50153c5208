/// Reads the evidence and says which signal an incident gets from it. Pure.
@NullMarked
package dev.varde.processor.watch;

import org.jspecify.annotations.NullMarked;
