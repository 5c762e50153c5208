package dev.varde.events.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/// Makes the topics that are not there yet; never changes one that is.
public final class TopicAdmin {
    private static final int PARTITIONS = 12;
    private static final int REPLICAS = 3;

    private TopicAdmin() {}

    /// Makes the topics of a cluster: 12 partitions, a replica on up to three brokers.
    ///
    /// @throws Unavailable when the cluster does not answer within the time; trying again may help
    public static void ensure(String bootstrapServers, long timeoutMillis) throws Unavailable {
        ensure(bootstrapServers, PARTITIONS, timeoutMillis);
    }

    /// @param partitions for topics that are made now; all topics have the same number
    public static void ensure(String bootstrapServers, int partitions, long timeoutMillis)
            throws Unavailable {
        with(
                bootstrapServers,
                timeoutMillis,
                admin -> make(admin, Topics.ALL, partitions, timeoutMillis));
    }

    /// Makes what only the processor needs, with as many partitions as its events have.
    ///
    /// @throws Unavailable as [#ensure(String,long)]
    public static void ensureInternal(String bootstrapServers, long timeoutMillis)
            throws Unavailable {
        with(
                bootstrapServers,
                timeoutMillis,
                admin -> {
                    make(admin, Topics.ALL, PARTITIONS, timeoutMillis);
                    var events =
                            admin.describeTopics(List.of(Topics.EVENTS))
                                    .allTopicNames()
                                    .get(timeoutMillis, TimeUnit.MILLISECONDS)
                                    .get(Topics.EVENTS);
                    int partitions = events == null ? PARTITIONS : events.partitions().size();
                    make(admin, Topics.INTERNAL, partitions, timeoutMillis);
                });
    }

    private interface Errand {
        void run(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    private static void make(Admin admin, List<Topics.Topic> topics, int partitions, long millis)
            throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> there = admin.listTopics().names().get(millis, TimeUnit.MILLISECONDS);
        int brokers = admin.describeCluster().nodes().get(millis, TimeUnit.MILLISECONDS).size();
        List<NewTopic> missing =
                missing(topics, there, partitions, (short) Math.min(REPLICAS, brokers));
        for (var made : admin.createTopics(missing).values().entrySet()) {
            await(made.getKey(), made.getValue().toCompletionStage().toCompletableFuture(), millis);
        }
    }

    private static void with(String bootstrapServers, long timeoutMillis, Errand errand)
            throws Unavailable {
        Map<String, Object> settings =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        Math.toIntExact(timeoutMillis),
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        Math.toIntExact(timeoutMillis),
                        AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG,
                        "",
                        AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                        false);
        try (Open open = new Open(Admin.create(settings))) {
            errand.run(open.admin());
        } catch (ExecutionException | TimeoutException e) {
            boolean answered = isAnswer(e.getCause());
            throw new Unavailable(
                    "Kafka at "
                            + bootstrapServers
                            + (answered ? " refused: " : " did not answer: ")
                            + reason(e),
                    e,
                    answered);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted", e, false);
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new Unavailable("Kafka at " + bootstrapServers + ": " + e.getMessage(), e, false);
        }
    }

    /// Closes without waiting: everything asked was awaited before, and a broker that takes
    /// connections and keeps silent would hold the end up for ever.
    private record Open(Admin admin) implements AutoCloseable {
        @Override
        public void close() {
            admin.close(Duration.ZERO);
        }
    }

    private static void await(
            String topic, java.util.concurrent.CompletableFuture<Void> made, long timeoutMillis)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            made.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new ExecutionException("topic " + topic + ": " + reason(e), e.getCause());
            }
        }
    }

    private static List<NewTopic> missing(
            List<Topics.Topic> topics, Set<String> there, int partitions, short replicas) {
        List<NewTopic> missing = new ArrayList<>();
        topics.stream()
                .filter(topic -> !there.contains(topic.name()))
                .map(topic ->
                        new NewTopic(topic.name(), partitions, replicas)
                                .configs(configs(topic, replicas)))
                .forEach(missing::add);
        return missing;
    }

    private static Map<String, String> configs(Topics.Topic topic, short replicas) {
        Map<String, String> configs = new HashMap<>();
        configs.put("min.insync.replicas", replicas >= REPLICAS ? "2" : "1");
        if (topic.compacted()) {
            configs.put("cleanup.policy", "compact");
            configs.put("delete.retention.ms", Long.toString(topic.retentionMillis()));
        } else {
            configs.put("cleanup.policy", "delete");
            configs.put("retention.ms", Long.toString(topic.retentionMillis()));
        }
        if (topic.brokerTime()) {
            configs.put("message.timestamp.type", "LogAppendTime");
        }
        return configs;
    }

    /// Whether a failure is the cluster's word and not the lack of one, such as a timeout.
    static boolean isAnswer(@Nullable Throwable failure) {
        return failure instanceof ApiException && !(failure instanceof RetriableException);
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /// The cluster did not answer or refused.
    public static final class Unavailable extends Exception {
        private final boolean answered;

        Unavailable(String message, Throwable cause, boolean answered) {
            super(message, cause);
            this.answered = answered;
        }

        /// Whether the cluster answered and refused, such as for lack of a right; asking again soon
        /// does not help then.
        public boolean answered() {
            return answered;
        }
    }
}
