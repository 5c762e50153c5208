/// Signatures of restart orders. Pure: no files, no clock.
@NullMarked
package dev.varde.events.sign;

import org.jspecify.annotations.NullMarked;
