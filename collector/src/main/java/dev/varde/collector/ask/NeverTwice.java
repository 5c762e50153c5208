package dev.varde.collector.ask;

import dev.varde.events.HealthFact.Failure;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/// A question that is not asked again while its last asking still hangs somewhere that no interrupt
/// reaches, such as a program on a dead network file system; or threads would pile up.
public final class NeverTwice implements Question {
    private final Question question;
    private final AtomicBoolean underWay = new AtomicBoolean();

    public NeverTwice(Question question) {
        this.question = question;
    }

    @Override
    public Answer ask() throws IOException, InterruptedException {
        if (!underWay.compareAndSet(false, true)) {
            return Answer.bad(Failure.TIMEOUT, "the last time it was asked still hangs");
        }
        try {
            return question.ask();
        } finally {
            underWay.set(false);
        }
    }
}
