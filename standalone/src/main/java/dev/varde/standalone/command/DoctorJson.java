package dev.varde.standalone.command;

import dev.varde.events.HostName;
import dev.varde.standalone.doctor.Examination.Report;
import dev.varde.standalone.doctor.Remedy;
import dev.varde.standalone.doctor.Section;
import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.doctor.Subject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the doctor found, for programs.
final class DoctorJson {
    private DoctorJson() {}

    static Map<String, Object> of(Report report, HostName host) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("host", host.value());
        json.put("at", Instant.now().toString());
        json.put("services", report.subjects().stream().map(Subject::name).toList());
        json.put("sections", report.sections().stream().map(DoctorJson::section).toList());
        json.put("remedies", report.remedies().stream().map(DoctorJson::remedy).toList());
        return json;
    }

    private static Map<String, Object> section(Section section) {
        List<Map<String, String>> lines = section.lines().stream().map(DoctorJson::line).toList();
        return Map.of("title", section.title(), "lines", lines);
    }

    private static Map<String, String> line(Line line) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("status", line.status().word());
        json.put("what", line.what());
        if (line.cure() != null) {
            json.put("cure", line.cure());
        }
        return json;
    }

    private static Map<String, Object> remedy(Remedy remedy) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", remedy.title());
        json.put("touch", remedy.touch().name().toLowerCase(Locale.ROOT));
        json.put("commands", remedy.commands());
        json.put("why", remedy.why());
        return json;
    }
}
