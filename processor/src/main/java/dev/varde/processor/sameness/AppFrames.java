package dev.varde.processor.sameness;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The frames of a trace that are the program's own, from where it happened outwards.
final class AppFrames {
    private static final int MOST = 5;

    private AppFrames() {}

    /// At most five, those that repeat themselves once: how deep a recursion went does not matter.
    static List<String> of(List<String> trace) {
        Map<Language, List<Language.Frame>> found = new EnumMap<>(Language.class);
        for (String line : trace) {
            for (Language language : Language.values()) {
                var frame = language.frame(line);
                if (frame.isPresent()) {
                    found.computeIfAbsent(language, _ -> new ArrayList<>()).add(frame.get());
                    break;
                }
            }
        }
        return found.entrySet().stream()
                .max(Map.Entry.comparingByValue((a, b) -> a.size() - b.size()))
                .map(e -> own(e.getKey(), e.getValue()))
                .orElse(List.of());
    }

    private static List<String> own(Language language, List<Language.Frame> frames) {
        List<Language.Frame> inwards = language.innermostLast() ? frames.reversed() : frames;
        return inwards.stream()
                .filter(Language.Frame::own)
                .map(Language.Frame::text)
                .distinct()
                .limit(MOST)
                .toList();
    }
}
