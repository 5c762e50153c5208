package dev.varde.collector.ship;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;

/// What a failure says of where the trouble lies; the later the more it says of the record.
enum Fault {
    /// It passes; the same connection may go on. A clock that is wrong is put right some day.
    LATER,
    /// The connection is of no more use.
    CONNECTION,
    /// The record is refused as it is, and would be for ever.
    RECORD,
    TOO_LARGE;

    static Fault of(Exception e) {
        return switch (e) {
            case RecordTooLargeException _, RecordBatchTooLargeException _ -> TOO_LARGE;
            case InvalidRecordException _,
                    CorruptRecordException _,
                    SerializationException _,
                    UnsupportedForMessageFormatException _ ->
                    RECORD;
            case RetriableException _, InvalidTimestampException _ -> LATER;
            default -> CONNECTION;
        };
    }
}
