package dev.varde.collector.ask;

import dev.varde.collector.redact.RedactedLog;
import dev.varde.events.HealthFact.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one thread on which all checks run: it keeps their schedule, holds all plain conversations
/// at once by a selector, and hangs up at each one's deadline. What blocks is asked on other
/// threads and heard here. So a check costs no thread while it waits, and none waits for another.
///
/// Everything but [#run] and [#close] is called on this thread, and what is handed to it must not
/// block.
public final class Switchboard implements AutoCloseable {
    private static final RedactedLog LOG = RedactedLog.of(Switchboard.class);
    private static final int READ_AT_ONCE = 16_384;
    private static final long AT_ONCE = TimeUnit.MICROSECONDS.toNanos(200);

    private final ExecutorService threads;
    private final Selector selector;
    private final Names names = new Names();
    private final Queue<Runnable> handed = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Due> schedule = new PriorityQueue<>();
    private final Set<Line> open = new HashSet<>();
    private final ByteBuffer heard = ByteBuffer.allocateDirect(READ_AT_ONCE);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("varde-checks").unstarted(this::loop);
    private long scheduled;
    private final Queue<Line> fresh = new ArrayDeque<>();
    private volatile boolean closed;

    /// Something that is done later, unless it is called off.
    public final class Due implements Comparable<Due> {
        private final long nanos;
        private final long order;
        private @Nullable Runnable work;

        private Due(long nanos, long order, Runnable work) {
            this.nanos = nanos;
            this.order = order;
            this.work = work;
        }

        public void callOff() {
            if (work != null) {
                work = null;
                schedule.remove(this);
            }
        }

        @Override
        public int compareTo(Due other) {
            int earlier = Long.signum(nanos - other.nanos);
            return earlier != 0 ? earlier : Long.compare(order, other.order);
        }
    }

    /// @param threads where questions block; closed by whoever made it
    public Switchboard(ExecutorService threads) {
        this.threads = threads;
        try {
            this.selector = Selector.open();
        } catch (IOException none) {
            throw new UncheckedIOException("the kernel gives no descriptor for the checks", none);
        }
    }

    public void start() {
        thread.start();
    }

    /// Does it on this thread, soon; may be called from any.
    public void run(Runnable work) {
        handed.add(work);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    public Due after(Duration delay, Runnable work) {
        Due due = new Due(System.nanoTime() + delay.toNanos(), scheduled++, work);
        schedule.add(due);
        return due;
    }

    /// Asks on another thread and gives up when the time is over, whatever hangs.
    public void ask(Question question, Duration timeout, Consumer<Answer> hear) {
        block(() -> new Turn.Over(question.ask()), new Call(this, timeout, hear));
    }

    /// Talks, and hangs up when the time is over, wherever it is by then: looking the name up,
    /// connecting, listening.
    public void ask(Talk talk, boolean doubted, Duration timeout, Consumer<Answer> hear) {
        connect(talk.place(), talk.next(doubted), new Call(this, timeout, hear));
    }

    void connect(Place place, Conversation conversation, Call call) {
        List<InetAddress> addresses = names.now(place.host());
        if (addresses != null) {
            connect(place, addresses, conversation, call);
            return;
        }
        var _ =
                names.ask(place.host())
                        .whenComplete((found, failed) ->
                                run(() -> {
                                    names.found(place.host(), found);
                                    if (failed != null) {
                                        call.failed(
                                                failed.getCause() == null
                                                        ? failed
                                                        : failed.getCause());
                                    } else if (!call.over()) {
                                        connect(place, found, conversation, call);
                                    }
                                }));
    }

    private void connect(
            Place place, List<InetAddress> addresses, Conversation conversation, Call call) {
        if (place.trust() == null) {
            Line line = new Line(this, call, place.port(), addresses, conversation);
            open.add(line);
            line.connect();
        } else {
            block(new SecureLine(place, place.trust(), addresses.getFirst(), conversation), call);
        }
    }

    /// What blocks and ends with a turn: over, or elsewhere.
    interface Blocking {
        Turn ask() throws IOException, InterruptedException;
    }

    private void block(Blocking question, Call call) {
        try {
            call.stopWith(threads.submit(() -> attempt(question, call)));
        } catch (RejectedExecutionException closing) {
            call.answered(Answer.bad(Failure.ERROR, "the collector is ending"));
        }
    }

    private void attempt(Blocking question, Call call) {
        try {
            Turn turn = question.ask();
            run(() -> call.turn(turn));
        } catch (IOException | RuntimeException failed) {
            run(() -> call.failed(failed));
        } catch (InterruptedException late) {
            Thread.currentThread().interrupt();
        }
    }

    Selector selector() {
        return selector;
    }

    /// The buffer that every line reads into; empty.
    ByteBuffer heard() {
        return heard.clear();
    }

    /// It is connected already, and the selector knows nothing of it.
    void connected(Line line) {
        fresh.add(line);
    }

    void closed(Line line) {
        open.remove(line);
    }

    private void loop() {
        while (!closed) {
            try {
                selector.select(this::ready, pause());
                handed();
                due();
                hearAtOnce();
            } catch (IOException | RuntimeException broken) {
                LOG.error("a turn of the checks failed; going on", broken);
            }
        }
        List.copyOf(open).forEach(Line::hangUp);
    }

    /// What was asked on this host is mostly answered before this thread would have fallen asleep
    /// and been woken again, which costs more than to wait for it awake; and then the kernel need
    /// not be told that anybody waits for it.
    private void hearAtOnce() {
        long began = System.nanoTime();
        while (!fresh.isEmpty() && System.nanoTime() - began < AT_ONCE) {
            for (int waiting = fresh.size(); waiting > 0; waiting--) {
                hearAtOnce(fresh.remove());
            }
        }
        for (Line line = fresh.poll(); line != null; line = fresh.poll()) {
            safely(line::register);
        }
    }

    private void hearAtOnce(Line line) {
        try {
            if (line.isSilent()) {
                fresh.add(line);
            }
        } catch (RuntimeException broken) {
            LOG.error("a check could not be carried out", broken);
        }
    }

    /// Milliseconds until the next thing is due, at least 1.
    private long pause() {
        Due next = schedule.peek();
        if (!handed.isEmpty()) {
            return 1;
        }
        long nanos =
                next == null ? Duration.ofMinutes(1).toNanos() : next.nanos - System.nanoTime();
        return Math.max(1, (nanos + 999_999) / 1_000_000);
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof Line line) {
            safely(line::ready);
        }
    }

    private void handed() {
        for (Runnable work = handed.poll(); work != null; work = handed.poll()) {
            safely(work);
        }
    }

    private void due() {
        long now = System.nanoTime();
        for (Due due = schedule.peek(); due != null && due.nanos <= now; due = schedule.peek()) {
            schedule.poll();
            Runnable work = due.work;
            due.work = null;
            if (work != null) {
                safely(work);
            }
        }
    }

    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException broken) {
            LOG.error("a check could not be carried out", broken);
        }
    }

    /// Hangs up everywhere; nothing is heard afterwards.
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(Duration.ofSeconds(2));
            selector.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException unclosed) {
            LOG.debug("the selector was not closed", unclosed);
        }
        names.close();
    }
}
