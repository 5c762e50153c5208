package dev.varde.bench.faults;

/// One message that reached a receiver.
///
/// @param id the message's own, such as its `webhook-id` or `Message-ID`
/// @param millis when, by the receiver's clock
/// @param taken whether the receiver said that it has it
record Arrival(
        String receiver,
        String id,
        String incident,
        String type,
        int revision,
        long millis,
        boolean taken) {}
