package dev.varde.collector.ask;

import dev.varde.events.HealthFact.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// MongoDB's wire protocol: the command `hello` as OP_MSG, which needs no login. A member of a
/// replica set that is neither primary nor secondary nor arbiter serves nobody yet.
public record MongoTalk(Place place) implements Talk {
    private static final int OP_MSG = 2013;
    private static final int HEAD = 16;

    /// Flags and the kind of the first section stand between the head and the document.
    private static final int DOCUMENT = HEAD + 5;

    private static final int LONGEST = 64 << 10;

    /// Error codes with which a living server turns a stranger or an unknown command away.
    private static final int UNAUTHORIZED = 13;

    private static final int COMMAND_NOT_FOUND = 59;

    @Override
    public Conversation next(boolean doubted) {
        return new Hello();
    }

    private static final class Hello implements Conversation {
        private final Heard message = new Heard(LONGEST);

        @Override
        public Turn begin() {
            return Turn.say(hello());
        }

        @Override
        public Turn hear(ByteBuffer heard) {
            message.add(heard);
            if (message.length() < HEAD) {
                return Turn.listen();
            }
            ByteBuffer head = message.littleEndian();
            int length = head.getInt(0);
            if (head.getInt(12) != OP_MSG || length < DOCUMENT + 5 || length > LONGEST) {
                return new Turn.Over(stranger());
            }
            return message.length() < length ? Turn.listen() : new Turn.Over(judge(length));
        }

        private Answer judge(int length) {
            ByteBuffer document = message.littleEndian().slice(DOCUMENT, length - DOCUMENT);
            Optional<Map<String, Object>> read = Bson.fields(document);
            return read.map(Hello::judge).orElseGet(Hello::stranger);
        }

        private static Answer judge(Map<String, Object> said) {
            if (!is(said, "ok")) {
                int code = said.get("code") instanceof Number n ? n.intValue() : 0;
                String text = String.valueOf(said.getOrDefault("errmsg", "ok is not 1"));
                return code == UNAUTHORIZED || code == COMMAND_NOT_FOUND
                        ? Answer.good()
                        : new Answer.Bad(Failure.STATUS, code, text);
            }
            boolean serves =
                    is(said, "isWritablePrimary")
                            || is(said, "ismaster")
                            || is(said, "secondary")
                            || is(said, "arbiterOnly");
            return serves
                    ? Answer.good()
                    : Answer.bad(Failure.STATUS, "neither primary nor secondary");
        }

        private static boolean is(Map<String, Object> said, String name) {
            return switch (said.get(name)) {
                case Number n -> n.doubleValue() == 1;
                case Boolean b -> b;
                case null, default -> false;
            };
        }

        private static Answer stranger() {
            return Answer.bad(Failure.PROTOCOL, "this is not MongoDB's answer");
        }

        private static byte[] hello() {
            byte[] document = {
                31, 0, 0, 0, 0x10, 'h', 'e', 'l', 'l', 'o', 0, 1, 0, 0, 0, 2, '$', 'd', 'b', 0, 6,
                0, 0, 0, 'a', 'd', 'm', 'i', 'n', 0, 0
            };
            return ByteBuffer.allocate(DOCUMENT + document.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(DOCUMENT + document.length)
                    .putInt(1)
                    .putInt(0)
                    .putInt(OP_MSG)
                    .putInt(0)
                    .put((byte) 0)
                    .put(document)
                    .array();
        }
    }

    /// The fields of a document that are numbers, answers and texts (bsonspec.org, version 1.1).
    static final class Bson {
        private Bson() {}

        /// Empty where it is not such a document.
        static Optional<Map<String, Object>> fields(ByteBuffer given) {
            ByteBuffer in = given.slice().order(ByteOrder.LITTLE_ENDIAN);
            Map<String, Object> fields = new java.util.HashMap<>();
            try {
                if (in.getInt() > in.capacity()) {
                    return Optional.empty();
                }
                for (byte type = in.get(); type != 0; type = in.get()) {
                    String name = name(in);
                    value(type, in).ifPresent(v -> fields.put(name, v));
                }
                return Optional.of(fields);
            } catch (java.nio.BufferUnderflowException | IllegalArgumentException torn) {
                return Optional.empty();
            }
        }

        private static String name(ByteBuffer in) {
            int from = in.position();
            int length = 0;
            while (in.get() != 0) {
                length++;
            }
            byte[] name = new byte[length];
            in.get(from, name);
            return new String(name, StandardCharsets.UTF_8);
        }

        private static Optional<Object> value(byte type, ByteBuffer in) {
            return switch (type) {
                case 1 -> Optional.of(in.getDouble());
                case 2 -> Optional.of(text(in));
                case 8 -> Optional.of(in.get() == 1);
                case 16 -> Optional.of(in.getInt());
                case 18 -> Optional.of(in.getLong());
                case 3, 4 -> skip(in, in.getInt(in.position()));
                case 5 -> skip(in, in.getInt(in.position()) + 5);
                case 7 -> skip(in, 12);
                case 9, 17 -> skip(in, 8);
                case 10 -> Optional.empty();
                case 19 -> skip(in, 16);
                default -> throw new IllegalArgumentException("type " + type);
            };
        }

        private static String text(ByteBuffer in) {
            int length = in.getInt();
            if (length < 1 || length > in.remaining()) {
                throw new IllegalArgumentException("length " + length);
            }
            byte[] text = new byte[length - 1];
            in.get(text).get();
            return new String(text, StandardCharsets.UTF_8);
        }

        private static Optional<Object> skip(ByteBuffer in, int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("length " + bytes);
            }
            in.position(Math.addExact(in.position(), bytes));
            return Optional.empty();
        }
    }
}
