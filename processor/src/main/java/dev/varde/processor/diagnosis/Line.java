package dev.varde.processor.diagnosis;

import dev.varde.events.EventId;
import java.time.Instant;

/// One line of a log.
///
/// @param text without terminal colours
/// @param event the event that brought it
/// @param time of that event
/// @param timed whether the time is the line's own; false for the last lines before a death
record Line(String file, String text, EventId event, Instant time, boolean timed) {}
