package dev.varde.notifier.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.varde.notifier.ChannelContract;
import dev.varde.notifier.TcpServer;
import dev.varde.notifier.delivery.Channel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Mail to a real mail server, and to ones that misbehave.
class MailContractTest extends ChannelContract {
    private GreenMail greenMail;
    private TcpServer busy;
    private TcpServer refuses;
    private TcpServer nonsense;

    @BeforeEach
    void start() throws Exception {
        greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        greenMail.start();
        busy = TcpServer.smtp("451 4.3.0 try later", "250 taken");
        refuses = TcpServer.smtp("550 5.1.1 no such user", "250 taken");
        nonsense = new TcpServer((_, out) -> out.say("MEOW"));
    }

    @AfterEach
    void stop() throws Exception {
        greenMail.stop();
        busy.close();
        refuses.close();
        nonsense.close();
    }

    @Override
    protected Channel channel(Behaviour behaviour) throws Exception {
        int port =
                switch (behaviour) {
                    case TAKES -> greenMail.getSmtp().getPort();
                    case IS_BUSY -> busy.port();
                    case REFUSES -> refuses.port();
                    case TALKS_NONSENSE -> nonsense.port();
                    case IS_AWAY -> TcpServer.closedPort();
                };
        MailWriter writer =
                new MailWriter("varde@example.com", Map.of("ops", List.of("ops@example.com")));
        return new MailChannel(writer, Postmen.to(port));
    }

    @Override
    protected int arrived() {
        return greenMail.getReceivedMessages().length;
    }
}
