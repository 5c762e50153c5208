package dev.varde.events.config;

import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.RestartAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads `services`.
final class ServiceReader {
    private static final ServiceName PLACEHOLDER = new ServiceName("-");

    /// A service before its parts are read.
    private record Named(ServiceName name, Section section) {}

    private ServiceReader() {}

    static List<Configuration.Service> all(Section file) {
        List<Named> services =
                file.find("services").stream()
                        .flatMap(list -> list.items().stream())
                        .flatMap(item -> named(item).stream())
                        .toList();
        Places.unique(
                services.stream()
                        .filter(s -> !s.name().equals(PLACEHOLDER))
                        .map(s -> Map.entry(s.name(), s.section().at("name")))
                        .toList(),
                "service");
        Set<ServiceName> known = services.stream().map(Named::name).collect(Collectors.toSet());
        return services.stream().map(s -> service(s, known)).toList();
    }

    private static Optional<Named> named(Place item) {
        return item.section("name", "labels", "process", "health", "logs", "needs", "restart")
                .map(s -> new Named(s.required("name", Kinds.SERVICE_NAME, PLACEHOLDER), s));
    }

    private static Configuration.Service service(Named service, Set<ServiceName> known) {
        Section s = service.section();
        if (!s.has("process") && !s.has("health") && !s.has("logs")) {
            s.place().wrong("nothing of it is watched", "Give it process, health or logs.");
        }
        ProcessMatch process = s.find("process").flatMap(ServiceReader::process).orElse(null);
        RestartAction restart = s.find("restart").flatMap(ServiceReader::restart).orElse(null);
        Logs logs = Logs.read(s, process, restart);
        return new Configuration.Service(
                service.name(),
                Labels.read(s),
                process,
                s.find("health").map(CheckReader::all).orElse(List.of()),
                logs.files(),
                s.find("needs").map(p -> needs(p, service.name(), known)).orElse(List.of()),
                restart,
                logs.journals());
    }

    private static Optional<ProcessMatch> process(Place place) {
        return place.section("unit", "command", "pid-file", "port").flatMap(ServiceReader::match);
    }

    private static Optional<ProcessMatch> match(Section s) {
        return s.oneOf("unit", "command", "pid-file", "port")
                .flatMap(key ->
                        switch (key) {
                            case "unit" -> s.get(key, Kinds.UNIT).map(ProcessMatch.ByUnit::new);
                            case "command" ->
                                    s.get(key, Kinds.TEXT).map(ProcessMatch.ByCommand::new);
                            case "pid-file" ->
                                    s.get(key, Kinds.FILE).map(ProcessMatch.ByPidFile::new);
                            default -> s.get(key, Kinds.PORT).map(ProcessMatch.ByPort::new);
                        });
    }

    private static Optional<RestartAction> restart(Place place) {
        return place.section("unit", "container", "supervisor", "command")
                .flatMap(ServiceReader::action);
    }

    private static Optional<RestartAction> action(Section s) {
        return s.oneOf("unit", "container", "supervisor", "command")
                .flatMap(key ->
                        switch (key) {
                            case "unit" ->
                                    s.get(key, Kinds.UNIT).map(RestartAction.RestartUnit::new);
                            case "container" ->
                                    s.get(key, Kinds.CONTAINER)
                                            .map(RestartAction.RestartContainer::new);
                            case "supervisor" ->
                                    s.get(key, Kinds.PROGRAM)
                                            .map(RestartAction.RestartProgram::new);
                            default ->
                                    s.find(key)
                                            .map(Places::command)
                                            .map(RestartAction.RunCommand::new);
                        });
    }

    private static List<ServiceName> needs(Place place, ServiceName self, Set<ServiceName> known) {
        List<ServiceName> needs = new ArrayList<>();
        for (Place one : place.oneOrMore()) {
            one.as(Kinds.SERVICE_NAME)
                    .ifPresent(name -> {
                        needs.add(name);
                        check(one, name, self, known);
                    });
        }
        return needs;
    }

    private static void check(
            Place place, ServiceName name, ServiceName self, Set<ServiceName> known) {
        if (name.equals(self)) {
            place.wrong("a service cannot need itself", "Take it out.");
        } else if (!known.contains(name) && !known.contains(PLACEHOLDER)) {
            place.wrong(
                    "there is no service '" + name + "'",
                    Words.meant(name.value(), known.stream().map(ServiceName::value).toList())
                            .orElse("List it under services, with a health check."));
        }
    }
}
