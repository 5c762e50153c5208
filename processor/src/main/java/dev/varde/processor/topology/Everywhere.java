package dev.varde.processor.topology;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/// Sends a record with an empty key to all partitions: what is planned for every host. All others
/// go where their key says.
final class Everywhere implements StreamPartitioner<byte[], byte[]> {
    static final byte[] KEY = new byte[0];

    @Override
    public Optional<Set<Integer>> partitions(
            String topic, byte[] key, byte[] value, int numPartitions) {
        return key == null || key.length > 0
                ? Optional.empty()
                : Optional.of(
                        IntStream.range(0, numPartitions).boxed().collect(Collectors.toSet()));
    }
}
