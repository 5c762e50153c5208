@NullMarked
package dev.varde.collector;

import org.jspecify.annotations.NullMarked;
