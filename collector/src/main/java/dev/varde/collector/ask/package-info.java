/// How a service is asked whether it is well: conversations that know no sockets, the one thread
/// that holds them all at once, and secure lines.
@org.jspecify.annotations.NullMarked
package dev.varde.collector.ask;
