@NullMarked
package dev.varde.collector.journal;

import org.jspecify.annotations.NullMarked;
