/// What is known of one instance and of one host: events folded into bounded records. Pure.
@NullMarked
package dev.varde.processor.evidence;

import org.jspecify.annotations.NullMarked;
