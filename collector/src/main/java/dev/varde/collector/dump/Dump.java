package dev.varde.collector.dump;

import java.time.Duration;

/// What the threads of a process were doing.
///
/// @param by what took it, such as `jcmd`, `py-spy` or `/proc`
/// @param text redacted, at most [Dumper#MOST_CHARS]
/// @param cut whether there was more of it
public record Dump(String by, String text, boolean cut, Duration took) {}
