package dev.varde.notifier.ledger;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What lay in a partition before the group first read it. The mark travels with the group's
/// offsets, so that a notifier killed in the midst of an old cluster's history does not take the
/// rest of it for news.
final class Backlog {
    private static final String MARK = "backlog-until=";

    private final Map<TopicPartition, Long> until = new HashMap<>();

    /// @param committed the group's offset, or null when it never read the partition
    /// @param end the partition's end now
    void begin(TopicPartition partition, @Nullable OffsetAndMetadata committed, long end) {
        until.put(partition, committed == null ? end : read(committed.metadata()));
    }

    boolean holds(TopicPartition partition, long offset) {
        return offset < until.getOrDefault(partition, 0L);
    }

    /// The offset to commit, with the mark while it matters.
    OffsetAndMetadata commit(TopicPartition partition, long next) {
        return holds(partition, next)
                ? new OffsetAndMetadata(next, MARK + until.get(partition))
                : new OffsetAndMetadata(next);
    }

    private static long read(@Nullable String metadata) {
        if (metadata == null || !metadata.matches(MARK + "[0-9]{1,18}")) {
            return 0;
        }
        return Long.parseLong(metadata.substring(MARK.length()));
    }
}
