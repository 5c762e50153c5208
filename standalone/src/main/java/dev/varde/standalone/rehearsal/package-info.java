/// Routes and silences tried on incidents, without telling anybody. Pure.
@NullMarked
package dev.varde.standalone.rehearsal;

import org.jspecify.annotations.NullMarked;
