package dev.varde.processor.evidence;

import dev.varde.events.HostEvent;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.OrderFact.ThreadDumpTaken;

/// A thread dump as a quotation: the deadlock that the JVM found, where it found one, else its
/// beginning.
public final class Threads {
    private static final int MOST = 4_000;

    /// As HotSpot writes it at the end of `Thread.print`.
    private static final String DEADLOCK = "Java-level deadlock";

    private Threads() {}

    public static Evidence evidence(HostEvent event, ThreadDumpTaken fact) {
        String head = "threads of process %d, by %s:\n".formatted(fact.pid(), fact.by());
        String text = head + excerpt(fact.text());
        String cut = text.length() <= MOST ? text : text.substring(0, MOST) + "\n…";
        return new Evidence(event.id(), event.time(), "process", cut);
    }

    private static String excerpt(String text) {
        int found = text.indexOf(DEADLOCK);
        return found < 0 ? text : text.substring(text.lastIndexOf('\n', found) + 1);
    }
}
