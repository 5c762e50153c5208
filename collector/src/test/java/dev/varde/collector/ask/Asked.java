package dev.varde.collector.ask;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A switchboard of its own, asked from outside.
final class Asked implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMillis(600);

    final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    final Switchboard switchboard = new Switchboard(threads);

    Asked() {
        switchboard.start();
    }

    Answer ask(Talk talk) throws Exception {
        return ask(talk, true);
    }

    Answer ask(Talk talk, boolean doubted) throws Exception {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        switchboard.run(() -> switchboard.ask(talk, doubted, PATIENCE, answer::complete));
        return answer.get(10, TimeUnit.SECONDS);
    }

    Answer ask(Question question) throws Exception {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        switchboard.run(() -> switchboard.ask(question, PATIENCE, answer::complete));
        return answer.get(10, TimeUnit.SECONDS);
    }

    Answer.Bad fails(Talk talk) throws Exception {
        return (Answer.Bad) ask(talk);
    }

    @Override
    public void close() {
        switchboard.close();
        threads.shutdownNow();
    }
}
