package dev.varde.events.config;

import dev.varde.events.config.Configuration.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads `times`: the windows of the week that routes go by.
final class TimesReader {
    static final Kind<String> NAME =
            Kind.matching(
                    "name of a window",
                    Kinds.RECEIVER_NAME.remedy(),
                    text -> Kinds.RECEIVER_NAME.read().apply(text).isPresent());

    private TimesReader() {}

    static List<TimeWindow> all(Section file) {
        List<TimeWindow> windows = new ArrayList<>();
        List<Map.Entry<String, Place>> names = new ArrayList<>();
        file.find("times").stream()
                .flatMap(list -> list.items().stream())
                .flatMap(item -> item.section(WeeklyReader.keys("name")).stream())
                .forEach(s -> {
                    String name = s.required("name", NAME, Naming.UNNAMED);
                    windows.add(new TimeWindow(name, WeeklyReader.window(s)));
                    names.add(Map.entry(name, s.at("name")));
                });
        Places.unique(
                names.stream().filter(n -> !n.getKey().equals(Naming.UNNAMED)).toList(), "window");
        return windows;
    }
}
