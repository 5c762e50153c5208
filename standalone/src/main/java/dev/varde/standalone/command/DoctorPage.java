package dev.varde.standalone.command;

import dev.varde.events.HostName;
import dev.varde.standalone.doctor.Examination.Report;
import dev.varde.standalone.doctor.Remedy;
import dev.varde.standalone.doctor.Section;
import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.doctor.Section.Status;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the doctor found, for people: first how much is wrong, then each section, then what would
/// make it safer.
final class DoctorPage {
    private static final String INDENT = " ".repeat(11);

    private final PrintStream out;
    private final Paint paint;

    private DoctorPage(PrintStream out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    static void print(
            Report report, @Nullable String asked, HostName host, PrintStream out, Paint paint) {
        DoctorPage page = new DoctorPage(out, paint);
        String who = asked == null ? host.value() : Plain.line(asked) + " on " + host;
        out.println(paint.title(who) + ": " + page.counts(report));
        report.sections().forEach(page::section);
        page.remedies(report.remedies());
    }

    private String counts(Report report) {
        List<String> counts = new ArrayList<>();
        for (Status status : List.of(Status.BAD, Status.WARNING, Status.UNKNOWN, Status.OK)) {
            long n =
                    report.sections().stream()
                            .flatMap(s -> s.lines().stream())
                            .filter(l -> l.status() == status)
                            .count();
            if (n > 0) {
                counts.add(paint.status(status, n + " " + status.word()));
            }
        }
        return String.join(", ", counts);
    }

    private void section(Section section) {
        out.println();
        out.println(paint.title(section.title()));
        section.lines().forEach(this::line);
    }

    private void line(Line line) {
        String word = String.format("%-8s", line.status().word());
        out.println("  " + paint.status(line.status(), word) + " " + Plain.line(line.what()));
        if (line.cure() != null) {
            out.println(INDENT + Plain.line(line.cure()));
        }
    }

    private void remedies(List<Remedy> remedies) {
        if (remedies.isEmpty()) {
            return;
        }
        out.println();
        out.println(
                paint.title("What would help or make it safer") + " (nothing of it is done here)");
        int number = 1;
        for (Remedy remedy : remedies) {
            out.printf(
                    "%3d. %s%s: %s%n",
                    number++, Plain.line(remedy.title()), touch(remedy), Plain.line(remedy.why()));
            remedy.commands().forEach(c -> out.println("       " + Plain.line(c)));
        }
    }

    private static String touch(Remedy remedy) {
        return switch (remedy.touch()) {
            case LOOKS, ADDS -> "";
            case CHANGES -> " (changes what runs)";
            case ENDS -> " (ends what runs)";
        };
    }
}
