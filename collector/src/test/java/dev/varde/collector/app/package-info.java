@NullMarked
package dev.varde.collector.app;

import org.jspecify.annotations.NullMarked;
