package dev.varde.collector.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.LogCapture;
import org.junit.jupiter.api.Test;

class RedactedLogTest {
    private static final RedactedLog LOG = RedactedLog.of("dev.varde.collector.test");

    @Test
    void neitherArgumentsNorExceptionsNorTheirCausesShowASecret() {
        try (LogCapture log = new LogCapture()) {
            Exception cause = new IllegalStateException("refused for password=Tr0ll1");
            Exception broken = new RuntimeException("postgres://a:Tr0ll2@db is away", cause);
            broken.addSuppressed(new RuntimeException("token=Tr0ll33"));
            LOG.debug("secret=Tr0ll4");
            LOG.debugf("%s", "secret=Tr0ll5");
            LOG.infof("%s and %d", "secret=Tr0ll6", 7);
            LOG.warnf("secret=%s", "Tr0ll7");
            LOG.errorf(broken, "it broke: %s", "secret=Tr0ll8");
            LOG.error("it broke {0} 100%", broken);

            assertThat(log.text())
                    .doesNotContain("Tr0ll")
                    .contains(
                            "secret=*** and 7", "postgres://a:***@db is away", "it broke {0} 100%")
                    .contains(
                            "Caused by: java.lang.IllegalStateException: refused for password=***")
                    .contains("at dev.varde.collector.redact.RedactedLogTest");
        }
    }
}
