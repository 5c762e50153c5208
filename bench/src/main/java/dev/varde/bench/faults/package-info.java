/// A notifier in a process of its own, killed and flooded while receivers keep what they got.
@NullMarked
package dev.varde.bench.faults;

import org.jspecify.annotations.NullMarked;
