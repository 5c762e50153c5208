package dev.varde.collector.redact;

import java.util.List;
import java.util.Random;

/// Lines as backends write them, one in a hundred with a secret.
final class LogText {
    private static final List<String> SHAPES =
            List.of(
                    "2026-11-24T12:%02d:%02d.123Z INFO  [http-nio-8080-exec-%d] c.e.Shop order %d saved in %d ms",
                    "2026-11-24 12:%02d:%02d,%03d ERROR db: connection to 10.0.0.12:5432 refused (attempt %d of %d)",
                    "10.1.2.%d - - [24/Nov/2026:12:%02d:%02d +0000] \"GET /api/v1/orders/%d HTTP/1.1\" 200 %d",
                    "{\"ts\":\"12:%02d:%02d\",\"level\":\"warn\",\"msg\":\"slow query\",\"id\":%d,\"ms\":%d,\"n\":%d}",
                    "    at com.example.Shop.save(Shop.java:%d) ~[shop.jar:%d.%d.%d] line %d");

    private final Random random;

    LogText(long seed) {
        random = new Random(seed);
    }

    String megabytes(int count) {
        StringBuilder text = new StringBuilder();
        while (text.length() < count << 20) {
            String shape = SHAPES.get(random.nextInt(SHAPES.size()));
            text.append(String.format(shape, number(), number(), number(), number(), number()));
            text.append(random.nextInt(100) == 0 ? " password=hunter2\n" : "\n");
        }
        return text.toString();
    }

    private Object number() {
        return random.nextInt(60);
    }
}
