@NullMarked
package dev.varde.collector.right;

import org.jspecify.annotations.NullMarked;
