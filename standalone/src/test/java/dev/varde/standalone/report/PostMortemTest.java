package dev.varde.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.IncidentState;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostMortemTest {
    private static final String ID = "0198c5a1-2b3c";
    private static final String KILLED = "Out of memory: Killed process 12 (python3)";

    private static String report(IncidentState state, String said) {
        return PostMortem.of(Told.incident(ID, "kontali", state, said), List.of(Told.delivery(ID)));
    }

    private static String section(String report, String title) {
        int from = report.indexOf("## " + title + "\n");
        int to = report.indexOf("\n## ", from + 1);
        assertThat(from).as(title).isPositive();
        return report.substring(from, to < 0 ? report.length() : to);
    }

    @Test
    void itHasTheHeadingsOfTheFieldInTheirOrder() {
        assertThat(report(IncidentState.RESOLVED, KILLED).lines().filter(l -> l.startsWith("#")))
                .containsExactly(
                        "# kontali on web-1 was killed by the kernel: out of memory",
                        "## Summary",
                        "## Impact",
                        "## Trigger",
                        "## Root cause",
                        "## Detection",
                        "## Resolution",
                        "## Timeline",
                        "## Action items",
                        "## Last lines of its logs");
    }

    @Test
    void itSaysHowLongItWasDownHowSoonItWasSeenAndWhoWasTold() {
        String report = report(IncidentState.RESOLVED, KILLED);

        assertThat(section(report, "Impact")).contains("was not well for 8.0 s");
        assertThat(section(report, "Detection"))
                .contains("died: 2026-03-03 12:00:00 UTC, 3.0 s later")
                .contains("detected: 2026-03-03 12:00:00.004 UTC, 4 ms later")
                .contains("first told to ops by mail: 2026-03-03 12:00:00.095 UTC, 95 ms later");
        assertThat(section(report, "Resolution"))
                .contains(
                        "restart 1 at", "healthy after 7.0 s", "acknowledged by kari", "resolved:");
    }

    @Test
    void theRootCauseQuotesItsEvidenceAndWhatSpeaksAgainstIt() {
        assertThat(section(report(IncidentState.OPEN, KILLED), "Root cause"))
                .contains("`oom-kill`, certain", KILLED, "Against it: no swap was used");
    }

    @Test
    void oneThatIsNotOverSaysSo() {
        String report = report(IncidentState.OPEN, KILLED);

        assertThat(section(report, "Impact")).contains("has not been well since");
        assertThat(section(report, "Resolution")).contains("not resolved: open");
    }

    @Test
    void adviceBecomesActionItemsWithTheirCommands() {
        assertThat(section(report(IncidentState.RESOLVED, KILLED), "Action items"))
                .contains("- [ ] Give the host swap", "swapon /swapfile");
    }

    @Test
    void whatAProgramSaidEndsNoFenceAndMeansNothing() {
        String hostile = "```\n# Not ours\n<script>alert(1)</script>\n````` \u001b[31mred";

        String report = report(IncidentState.RESOLVED, hostile);

        String quoted = section(report, "Root cause");
        String fence = quoted.lines().filter(l -> l.startsWith("```")).findFirst().orElseThrow();
        assertThat(fence).hasSizeGreaterThan(5);
        assertThat(quoted.lines().filter(fence::equals)).hasSize(2);
        assertThat(report).doesNotContain("\u001b");
    }

    @Test
    void namesAreEscapedWhereTheyAreNotQuoted() {
        assertThat(Markdown.text("a|b *c* <i> [x](y) _z_ `q`\nnext"))
                .isEqualTo("a\\|b \\*c\\* \\<i\\> \\[x\\]\\(y\\) \\_z\\_ \\`q\\` next");
        assertThat(Markdown.code("a`b")).isEqualTo("``a`b``");
        assertThat(Markdown.code("`")).isEqualTo("`` ` ``");
    }

    @Test
    void anIncidentForATerminalAnswersWhatWhyAndWhatToDoInThisOrder() {
        List<String> lines =
                IncidentText.of(
                        Told.incident(ID, "kontali", IncidentState.GAVE_UP, KILLED + "\u001b[31m"),
                        List.of(Told.delivery(ID)));

        assertThat(lines.getFirst())
                .isEqualTo("kontali on web-1 was killed by the kernel: out of memory");
        assertThat(lines)
                .containsSubsequence(
                        "Why",
                        "What to do",
                        "Last lines of /var/log/kontali/app.log",
                        "Restarts",
                        "Messages",
                        "Timeline");
        assertThat(String.join("\n", lines))
                .contains("given up, critical", "acknowledged  by kari", "against oom-kill")
                .contains("ops by mail, incident.opened: delivered (route 1 matched)")
                .doesNotContain("\u001b");
    }
}
