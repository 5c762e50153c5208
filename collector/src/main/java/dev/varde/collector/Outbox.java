package dev.varde.collector;

/// Where every look puts what it saw; keeps the order of each caller. Redaction, numbering,
/// spooling and sending happen behind it. Never blocks on the broker.
@FunctionalInterface
public interface Outbox {
    void put(Sighting sighting);
}
