@NullMarked
package dev.varde.standalone.explain;

import org.jspecify.annotations.NullMarked;
