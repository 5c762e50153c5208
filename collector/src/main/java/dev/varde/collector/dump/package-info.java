/// What the threads of a process that hangs are doing.
@NullMarked
package dev.varde.collector.dump;

import org.jspecify.annotations.NullMarked;
