package dev.varde.events.config;

import java.util.List;

/// A file of expectations, and the configuration that they are about.
public record RouteTests(Configuration configuration, List<RouteTest> tests) {
    public RouteTests {
        tests = List.copyOf(tests);
    }
}
