package dev.varde.collector.probe;

import dev.varde.collector.ask.Answer;
import dev.varde.collector.ask.HttpTalk;
import dev.varde.collector.ask.MongoTalk;
import dev.varde.collector.ask.MysqlTalk;
import dev.varde.collector.ask.NeverTwice;
import dev.varde.collector.ask.Place;
import dev.varde.collector.ask.PostgresTalk;
import dev.varde.collector.ask.Question;
import dev.varde.collector.ask.RedisTalk;
import dev.varde.collector.ask.Switchboard;
import dev.varde.collector.ask.Talk;
import dev.varde.collector.ask.TcpTalk;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.HttpTerms;
import dev.varde.events.config.Configuration.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;

/// How each kind of check is asked: a talk with a server, or a question that may block.
///
/// @param threads where a command's output is read
record Askings(
        Switchboard switchboard,
        ExecutorService threads,
        Roster roster,
        Listeners listeners,
        UnitQuestion.States units) {
    private static final Duration OLDEST_TABLE = Duration.ofMillis(900);

    CheckLoop.Asking of(Service service, Check check) {
        Optional<Talk> talk = talk(check);
        if (talk.isPresent()) {
            return (doubted, timeout, hear) -> switchboard.ask(talk.get(), doubted, timeout, hear);
        }
        Question question = new NeverTwice(question(service, check));
        return (_, timeout, hear) -> switchboard.ask(question, timeout, hear);
    }

    /// Empty where no talk is needed, or the target cannot be read.
    private static Optional<Talk> talk(Check check) {
        try {
            return switch (check.kind()) {
                case HTTP -> Optional.of(new HttpTalk(check.target(), terms(check)));
                case TCP -> Optional.of(new TcpTalk(Place.parse(check.target())));
                case POSTGRES -> Optional.of(new PostgresTalk(Place.parse(check.target())));
                case MYSQL -> Optional.of(new MysqlTalk(Place.parse(check.target())));
                case REDIS -> Optional.of(new RedisTalk(Place.parse(check.target())));
                case MONGODB -> Optional.of(new MongoTalk(Place.parse(check.target())));
                case COMMAND, UNIT, PROCESS, PORT -> Optional.empty();
            };
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static HttpTerms terms(Check check) {
        return check.http() == null ? HttpTerms.USUAL : check.http();
    }

    private Question question(Service service, Check check) {
        return switch (check.kind()) {
            case COMMAND -> new CommandQuestion(check.argv(), threads);
            case UNIT -> new UnitQuestion(check.target(), units);
            case PROCESS -> new PresenceQuestion(roster, service.name());
            case PORT -> port(service, check);
            case HTTP, TCP, POSTGRES, MYSQL, REDIS, MONGODB -> unreadable(check);
        };
    }

    private Question port(Service service, Check check) {
        OptionalInt port = ownPort(check);
        Duration age = check.every().multipliedBy(3).dividedBy(4);
        return port.isEmpty()
                ? unreadable(check)
                : new PortQuestion(
                        port.getAsInt(),
                        age.compareTo(OLDEST_TABLE) < 0 ? age : OLDEST_TABLE,
                        listeners,
                        roster,
                        service);
    }

    /// A target that cannot be read fails its check and nothing else.
    private static Question unreadable(Check check) {
        return () -> Answer.bad(Failure.ERROR, "the target cannot be read: " + told(check));
    }

    /// A target as it is told, without the name and password in a URL.
    static String told(Check check) {
        return check.kind() == CheckKind.HTTP
                ? check.target().replaceFirst("^(https?://)[^/?#]*@", "$1")
                : check.target();
    }

    /// The port of this host that the check is about, where it is about one.
    static OptionalInt localPort(Check check) {
        return talk(check).map(Askings::localPort).orElse(ownPort(check));
    }

    private static OptionalInt localPort(Talk talk) {
        Place place = talk.place();
        return place.local() ? OptionalInt.of(place.port()) : OptionalInt.empty();
    }

    private static OptionalInt ownPort(Check check) {
        try {
            return check.kind() == CheckKind.PORT
                    ? OptionalInt.of(Place.parse(check.target()).port())
                    : OptionalInt.empty();
        } catch (IllegalArgumentException unreadable) {
            return OptionalInt.empty();
        }
    }
}
