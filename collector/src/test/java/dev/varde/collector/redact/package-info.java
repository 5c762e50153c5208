@NullMarked
package dev.varde.collector.redact;

import org.jspecify.annotations.NullMarked;
