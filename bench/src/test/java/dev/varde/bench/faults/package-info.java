@NullMarked
package dev.varde.bench.faults;

import org.jspecify.annotations.NullMarked;
