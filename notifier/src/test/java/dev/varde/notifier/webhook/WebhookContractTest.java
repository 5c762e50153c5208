package dev.varde.notifier.webhook;

import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.events.config.Secret;
import dev.varde.notifier.Cast;
import dev.varde.notifier.ChannelContract;
import dev.varde.notifier.HttpReceiver;
import dev.varde.notifier.TcpServer;
import dev.varde.notifier.delivery.Channel;
import dev.varde.notifier.webhook.body.Links;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class WebhookContractTest extends ChannelContract {
    private final Caller caller = Caller.open();
    private HttpReceiver takes;
    private HttpReceiver busy;
    private HttpReceiver refuses;
    private TcpServer nonsense;

    @BeforeEach
    void start() throws IOException {
        takes = HttpReceiver.answering(204);
        busy = HttpReceiver.answering(503);
        refuses = HttpReceiver.answering(404);
        nonsense = new TcpServer((_, out) -> out.say("MEOW \u0000\u00ff"));
    }

    @AfterEach
    void stop() throws IOException {
        caller.close();
        takes.close();
        busy.close();
        refuses.close();
        nonsense.close();
    }

    @Override
    protected Channel channel(Behaviour behaviour) throws IOException {
        String url =
                switch (behaviour) {
                    case TAKES -> takes.url();
                    case IS_BUSY -> busy.url();
                    case REFUSES -> refuses.url();
                    case TALKS_NONSENSE -> "http://127.0.0.1:" + nonsense.port() + "/";
                    case IS_AWAY -> "http://127.0.0.1:" + TcpServer.closedPort() + "/";
                };
        return new WebhookChannel(
                caller,
                new WebhookTarget(new Secret(url), Cast.SECRET, Format.VARDE, true),
                Links.NONE);
    }

    @Override
    protected int arrived() {
        return takes.got().size();
    }
}
