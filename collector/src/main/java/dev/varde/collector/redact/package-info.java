/// Takes secrets out of text before it leaves the process. Pure.
@NullMarked
package dev.varde.collector.redact;

import org.jspecify.annotations.NullMarked;
