package dev.varde.standalone.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.collector.app.Collector;
import dev.varde.events.config.Configuration;
import dev.varde.standalone.doctor.Section;
import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.doctor.Sources;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Looks at this host now, without Kafka.
@Command(
        name = "doctor",
        description = {
            "Looks at this host now, without Kafka: what a collector run by this user can and cannot",
            "see here, and what would cure it. Exit status 1 when something should be mended."
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin private RunOptions options = new RunOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = options.configuration(Collector.NEEDS);
        List<Section> sections = List.of(Sources.of(configuration.services()));
        if (json) {
            print(sections);
        } else {
            sections.forEach(DoctorCommand::say);
        }
        return sections.stream().anyMatch(Section::foundSomething)
                ? Exit.FOUND_SOMETHING
                : Exit.FINE;
    }

    private static void say(Section section) {
        System.out.println(section.title());
        for (Line line : section.lines()) {
            System.out.printf("  %-8s %s%n", line.status().word(), plain(line.what()));
            if (line.cure() != null) {
                System.out.println("           " + plain(line.cure()));
            }
        }
    }

    /// A file may be named anything.
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static void print(List<Section> sections) throws IOException {
        List<Map<String, Object>> all =
                sections.stream()
                        .map(s ->
                                Map.<String, Object>of(
                                        "title",
                                        s.title(),
                                        "lines",
                                        s.lines().stream().map(DoctorCommand::json).toList()))
                        .toList();
        System.out.println(
                new ObjectMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(Map.of("sections", all)));
    }

    private static Map<String, String> json(Line line) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("status", line.status().word());
        json.put("what", line.what());
        if (line.cure() != null) {
            json.put("cure", line.cure());
        }
        return json;
    }
}
