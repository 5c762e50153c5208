package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.processor.diagnosis.Case.Death;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The program gave up because it could not reach its database.
final class DatabaseUnreachable implements Rule {
    @Override
    public Cause cause() {
        return Cause.DATABASE_UNREACHABLE;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Death d) || answered(d)) {
            return Optional.empty();
        }
        Optional<Trace> trace = UnhandledException.trace(d);
        return OwnWords.of(d, cause())
                .map(w -> w.said().line())
                .or(() -> byDriver(trace))
                .map(line -> finding(d, line, trace));
    }

    /// It was something else: the database did answer.
    private static boolean answered(Death d) {
        return Stream.of(Cause.DATABASE_AUTH_FAILED, Cause.DATABASE_CONNECTIONS_EXHAUSTED)
                .anyMatch(cause -> d.transcript().said(cause).isPresent());
    }

    /// A refused connection whose frames are a database driver's.
    private static Optional<Line> byDriver(Optional<Trace> trace) {
        return trace.filter(Trace::refused)
                .filter(t -> t.lines().stream().anyMatch(l -> Text.in(DRIVER, l.text())))
                .map(t -> t.lines().getLast());
    }

    private static final Pattern DRIVER =
            Pattern.compile(
                    "(?i)psycopg|asyncpg|pymysql|mysqlclient|MySQLdb|sqlalchemy|redis|pymongo|org\\.postgresql|com\\.mysql|hikari|node_modules/(?:pg|mysql2?|mongodb|ioredis|redis)/");

    private Finding finding(Death d, Line line, Optional<Trace> trace) {
        List<Evidence> evidence = new ArrayList<>(List.of(Say.line(line)));
        evidence.addAll(d.ended());
        d.neighbours().forEach(n -> evidence.add(Neighbours.quoted(n)));
        boolean certain = trace.filter(Trace::last).isPresent() || !d.neighbours().isEmpty();
        List<String> against =
                d.transcript().says(Text.RETRIES) && trace.isEmpty()
                        ? List.of("It was still trying again.")
                        : List.of();
        String down =
                d.neighbours().isEmpty()
                        ? ""
                        : "; " + d.neighbours().getFirst().service() + " on the same host is down";
        return new Finding(
                cause(),
                certain && against.isEmpty() ? Confidence.CERTAIN : Confidence.LIKELY,
                d.who() + " gave up because it could not reach its database" + d.how() + down,
                evidence,
                against,
                advice(d));
    }

    private static List<Advice> advice(Death d) {
        return List.of(
                new Advice(
                        "See whether the database is up and reachable",
                        List.of("ss -ltn", "pg_isready", Shell.status(d.instance())),
                        "A restart of this service helps only once its database answers."),
                new Advice(
                        "Let the program wait for its database",
                        List.of(),
                        "Trying again with growing pauses, and After= in its unit, spare the next such death."));
    }
}
