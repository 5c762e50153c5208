/// The sample fleet that the console's tests share.
@NullMarked
package dev.varde.console;

import org.jspecify.annotations.NullMarked;
