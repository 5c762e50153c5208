package dev.varde.collector.tail;

/// What logs are full of when nothing is wrong. Only how often letters stand together in it counts:
/// words are looked for by those of their letters that are rare here.
final class OrdinaryLog {
    static final String TEXT =
            """
            2026-11-24 12:00:03.114 INFO  [worker-3] app.api.clients - processed request 48113 in 12 ms
            2026-11-24T12:00:03.114Z DEBUG loading configuration section for tenant 11 from cache
            10.0.3.7 - - [24/Nov/2026:12:00:03 +0000] "GET /api/v1/clients?page=2 HTTP/1.1" 200 5120 "-" "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0"
            {"level":"info","time":"2026-11-24T12:00:03.114Z","msg":"request completed","status":200,"duration_ms":14,"trace_id":"0af7651916cd43dd8448eb211c80319c"}
            {"log":"INFO: 127.0.0.1:5012 POST /payments HTTP/1.1 201 Created\\n","stream":"stdout","time":"2026-11-24T12:00:03.114159265Z"}
            time="2026-11-24T12:00:03Z" level=info msg="connection from client accepted" session=77 user=anna
            Nov 24 12:00:03 web-1 kontali[1201]: scheduled job invoice-mailer finished, next run in 300 s
            SELECT id, name, status, created_at FROM customer WHERE tenant = 4 ORDER BY name LIMIT 50
            INFO:     Sent notification to customer; queue length 0, retries 0, connections 4, errors 0
            2026-11-24 12:00:04,201 - root - INFO - session started for user, token renewed, transaction committed
            """;

    private OrdinaryLog() {}
}
