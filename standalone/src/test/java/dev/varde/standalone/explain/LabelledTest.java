package dev.varde.standalone.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LabelledTest {
    @Test
    void anExcerptIsAnswered() {
        Labelled excerpt =
                Labelled.read("{\"id\":\"a\",\"lines\":[\"Error: listen EADDRINUSE :::3000\"]}");

        assertThat(excerpt.answer().crashed()).isTrue();
        assertThat(excerpt.answer().json())
                .startsWith("{\"id\":\"a\",\"cause\":\"port-in-use\",\"confidence\":\"")
                .contains(
                        "\"summary\":\"the program could not start: port 3000 is already in use\"")
                .contains("\"evidence\":[\"Error: listen EADDRINUSE :::3000\"]");
    }

    @Test
    void whereNothingCrashedTheCauseIsNull() {
        assertThat(Labelled.read("{\"id\":\"b\",\"lines\":[\"INFO ready\"]}").answer().json())
                .isEqualTo(
                        "{\"id\":\"b\",\"cause\":null,\"confidence\":null,\"summary\":null,\"evidence\":[]}");
        assertThat(Labelled.read("{\"id\":\"b\",\"lines\":[]}").answer().crashed()).isFalse();
    }

    @Test
    void otherLinesAreRefusedInWords() {
        assertThatThrownBy(() -> Labelled.read("no"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not JSON: ");
        assertThatThrownBy(() -> Labelled.read("{\"id\":\"a\"}"))
                .hasMessage("each line needs \"id\" and \"lines\", a list");
    }

    @Test
    void anEvaluationCountsByCause() {
        Evaluation e = new Evaluation();
        e.add("1", "oom-kill", "oom-kill");
        e.add("2", "oom-kill", null);
        e.add("3", null, "hang");
        e.add("4", null, null);

        assertThat(e.right()).isEqualTo(2);
        assertThat(e.negatives()).isEqualTo(2);
        assertThat(e.falseAlarms()).isEqualTo(1);
        assertThat(e.byCause())
                .contains(
                        new Evaluation.Line("oom-kill", 1, 2, 0),
                        new Evaluation.Line(Evaluation.NOTHING, 1, 2, 1),
                        new Evaluation.Line("hang", 0, 0, 1));
        assertThat(e.mistakes()).hasSize(2);
    }
}
