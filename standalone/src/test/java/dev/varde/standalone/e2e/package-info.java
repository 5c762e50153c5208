/// The whole pipeline as processes of its own, on real parts.
@NullMarked
package dev.varde.standalone.e2e;

import org.jspecify.annotations.NullMarked;
