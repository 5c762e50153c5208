package dev.varde.bench.faults;

import dev.varde.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A real broker, three webhook receivers, a fourth that is told what nobody acknowledges, a chat
/// room that bears one message a second and a mail server, and what a notifier needs to know of
/// them.
final class Stage implements AutoCloseable {
    static final List<String> HOOKS = List.of("steady", "moody", "slow");
    static final String MAIL = "ops";
    static final String ROOM = "room";
    static final String BOSS = "boss";

    /// Many lives share a minute; what waits for the limit would be told in none of them.
    private static final String WIDE = "{messages: 1000, per: 1m}";

    private final Path directory;
    private final EmbeddedBroker broker;
    private final Inbox inbox = new Inbox();
    private final Trap hookInHand = new Trap();
    private final Trap hookAnswered = new Trap();
    private final Trap mailInHand = new Trap();
    private final Trap mailAnswered = new Trap();
    private final List<HookReceiver> hooks;
    private final HookReceiver room;
    private final HookReceiver boss;
    private final MailReceiver mail;
    private final Path configuration;

    Stage(Path directory) throws IOException {
        this.directory = directory;
        this.broker = EmbeddedBroker.start(directory.resolve("kafka"));
        this.hooks =
                List.of(
                        hook("steady", Temper.STEADY),
                        hook("moody", Temper.MOODY),
                        hook("slow", Temper.SLOW));
        this.room = hook(ROOM, Temper.STEADY);
        this.boss = hook(BOSS, Temper.STEADY);
        this.mail = new MailReceiver(MAIL, inbox, mailInHand, mailAnswered);
        StringBuilder yaml =
                new StringBuilder("mail: {host: localhost, tls: none, from: varde@example.com}\n");
        yaml.append("receivers:\n");
        hooks.forEach(h -> yaml.append(h.yaml("varde")));
        yaml.append(room.yaml("slack")).append(boss.yaml("varde")).append(mail.yaml(WIDE));
        yaml.append(
                "routes: [{to: [steady, moody, slow, room, ops], escalate: [{after: 1s, to: boss}]}]\n");
        yaml.append("restarts: {backoff: [100ms, 100ms]}\n");
        this.configuration = Files.writeString(directory.resolve("varde.yaml"), yaml.toString());
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Inbox inbox() {
        return inbox;
    }

    /// What a [Mortal] is told; it has the same name for Kafka each time.
    List<String> arguments() {
        return List.of(
                bootstrapServers(),
                directory.resolve("data").toString(),
                configuration.toString(),
                Integer.toString(mail.port()));
    }

    Path log() {
        return directory.resolve("notifier.log");
    }

    /// Kills from outside where a receiver can tell that it is time.
    void arm(Death death, Runnable kill) {
        switch (death.place()) {
            case Death.WEBHOOK_IN_HAND -> hookInHand.set(death.nth(), kill);
            case Death.WEBHOOK_ANSWERED -> hookAnswered.set(death.nth(), kill);
            case Death.MAIL_IN_HAND -> mailInHand.set(death.nth(), kill);
            case Death.MAIL_ANSWERED -> mailAnswered.set(death.nth(), kill);
            default -> disarm();
        }
    }

    void disarm() {
        List.of(hookInHand, hookAnswered, mailInHand, mailAnswered).forEach(Trap::disarm);
    }

    @Override
    public void close() throws IOException {
        hooks.forEach(HookReceiver::close);
        room.close();
        boss.close();
        mail.close();
        broker.close();
    }

    private HookReceiver hook(String name, Temper temper) throws IOException {
        return new HookReceiver(name, temper, inbox, hookInHand, hookAnswered);
    }
}
