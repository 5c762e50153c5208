package dev.varde.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LookTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void whatComesInTimeIsSeen() throws Exception {
        assertThat(Look.begin(() -> "here", LONG).end()).isEqualTo(new Look.Seen<>("here"));
    }

    @Test
    void whatHangsIsMissedAndHoldsNobody() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Look.Begun<String> begun =
                Look.begin(
                        () -> {
                            never.await();
                            return "late";
                        },
                        Duration.ofMillis(20));

        assertThat(begun.end()).isEqualTo(new Look.Missed<>("no answer in time"));
        never.countDown();
    }

    @Test
    void whatFailsSaysItsReason() throws Exception {
        Look<String> look =
                Look.<String>begin(
                                () -> {
                                    throw new IOException("no such unit");
                                },
                                LONG)
                        .end();

        assertThat(look).isEqualTo(new Look.Missed<>("no such unit"));
        assertThat(look.or("otherwise")).isEqualTo("otherwise");
    }
}
