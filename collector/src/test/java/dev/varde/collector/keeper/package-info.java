@NullMarked
package dev.varde.collector.keeper;

import org.jspecify.annotations.NullMarked;
