package dev.varde.processor.topology;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/// Drops a record that Kafka refuses for its size, and says so; anything else fails the thread,
/// which is replaced and tries again.
public final class TooLarge implements ProductionExceptionHandler {
    private final ProcessorLog log = new ProcessorLog();

    @Override
    public ProductionExceptionHandlerResponse handle(
            ErrorHandlerContext context,
            ProducerRecord<byte[], byte[]> record,
            Exception exception) {
        if (exception instanceof RecordTooLargeException) {
            log.tooLarge(record.topic(), record.value() == null ? 0 : record.value().length);
            return ProductionExceptionHandlerResponse.CONTINUE;
        }
        return ProductionExceptionHandlerResponse.FAIL;
    }

    @Override
    public void configure(Map<String, ?> settings) {}
}
