package dev.varde.collector.probe;

import dev.varde.events.HealthFact.Failure;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One way to ask whether a service is well.
@FunctionalInterface
interface Question {
    /// Asks once; may block, is interrupted when the time is up.
    Answer ask() throws IOException, InterruptedException;

    /// Asks on a thread of its own and gives up when the time is over, whatever hangs: name
    /// resolution, connecting, the answer or its end.
    static Answer within(Duration timeout, ExecutorService threads, Question question) {
        Future<Answer> answer = threads.submit(question::ask);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            return Answer.bad(Failure.TIMEOUT, "no answer within " + inWords(timeout));
        } catch (ExecutionException failed) {
            return failure(failed.getCause() == null ? failed : failed.getCause());
        } catch (InterruptedException | CancellationException closing) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return Answer.bad(Failure.ERROR, "the collector is ending");
        }
    }

    private static String inWords(Duration d) {
        return d.toMillis() % 1000 == 0 ? d.toSeconds() + " s" : d.toMillis() + " ms";
    }

    /// What an exception says of the other side.
    static Answer failure(Throwable thrown) {
        return switch (thrown) {
            case SocketTimeoutException e -> Answer.bad(Failure.TIMEOUT, said(e));
            case HttpTimeoutException e -> Answer.bad(Failure.TIMEOUT, said(e));
            case NoRouteToHostException e -> Answer.bad(Failure.UNREACHABLE, said(e));
            case UnknownHostException e ->
                    Answer.bad(Failure.UNREACHABLE, "no address for " + e.getMessage());
            case UnresolvedAddressException _ ->
                    Answer.bad(Failure.UNREACHABLE, "no address for the host");
            case PortUnreachableException e -> Answer.bad(Failure.UNREACHABLE, said(e));
            case ConnectException e -> connect(e);
            case EOFException e -> Answer.bad(Failure.CLOSED, said(e));
            case ClosedChannelException e -> Answer.bad(Failure.CLOSED, said(e));
            case ProtocolException e -> Answer.bad(Failure.PROTOCOL, said(e));
            case SocketException e -> socket(e);
            default -> Answer.bad(Failure.ERROR, said(thrown));
        };
    }

    private static Answer connect(ConnectException e) {
        Throwable cause = e.getCause();
        if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
            return Answer.bad(Failure.UNREACHABLE, "no address for the host");
        }
        String text = said(e);
        if (text.contains("unreachable") || text.contains("No route")) {
            return Answer.bad(Failure.UNREACHABLE, text);
        }
        return text.contains("timed out")
                ? Answer.bad(Failure.TIMEOUT, text)
                : Answer.bad(Failure.REFUSED, "connection refused");
    }

    private static Answer socket(SocketException e) {
        String text = said(e);
        return text.contains("unreachable")
                ? Answer.bad(Failure.UNREACHABLE, text)
                : Answer.bad(Failure.CLOSED, text);
    }

    private static String said(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
