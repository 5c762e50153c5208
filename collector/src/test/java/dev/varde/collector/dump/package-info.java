@NullMarked
package dev.varde.collector.dump;

import org.jspecify.annotations.NullMarked;
