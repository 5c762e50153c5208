package dev.varde.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.standalone.doctor.Remedy.Touch;
import dev.varde.standalone.doctor.Section.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemedyTest {
    private static final Remedy RESTART =
            new Remedy(Touch.ENDS, "Start it again", List.of("systemctl restart a"), "why");
    private static final Remedy SWAP = new Remedy(Touch.ADDS, "Swap", List.of("swapon"), "why");
    private static final Remedy LOOK = Remedy.look("See", "why", "ps");

    @Test
    void theSafestComesFirstAndTheSameCommandsStandOnce() {
        Section a = new Section("a", List.of(Line.bad("x", RESTART), Line.warning("y", SWAP)));
        Section b = new Section("b", List.of(Line.warning("z", SWAP, LOOK)));

        assertThat(Remedy.of(List.of(a, b))).containsExactly(LOOK, SWAP, RESTART);
    }

    @Test
    void whereAllIsWellThereIsNone() {
        assertThat(Remedy.of(List.of(new Section("a", List.of(Line.ok("x")))))).isEmpty();
    }
}
