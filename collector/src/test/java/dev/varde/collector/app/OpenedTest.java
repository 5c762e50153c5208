package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {
    private final List<String> closed = new ArrayList<>();
    private final Opened opened = new Opened();

    private void open(String name) {
        AutoCloseable part = () -> closed.add(name);
        assertThat(opened.add(name, part)).isSameAs(part);
    }

    @Test
    void theLastIsClosedFirst() {
        open("spool");
        open("tails");
        open("probes");
        opened.closeAll();
        assertThat(closed).containsExactly("probes", "tails", "spool");
    }

    @Test
    void onePartThatDoesNotCloseKeepsNoOtherOpen() {
        open("spool");
        AutoCloseable stubborn =
                () -> {
                    throw new IOException("held");
                };
        assertThat(opened.add("stubborn", stubborn)).isSameAs(stubborn);
        open("probes");
        opened.closeAll();
        assertThat(closed).containsExactly("probes", "spool");
    }

    @Test
    void nothingIsClosedTwice() {
        open("spool");
        opened.closeAll();
        opened.closeAll();
        assertThat(closed).containsExactly("spool");
    }
}
