/// The `varde` command: every program in one place.
@NullMarked
package dev.varde.standalone;

import org.jspecify.annotations.NullMarked;
