/// An incident in words: for a terminal and as a post-mortem. Pure: no clock, no files, no Kafka.
@NullMarked
package dev.varde.standalone.report;

import org.jspecify.annotations.NullMarked;
