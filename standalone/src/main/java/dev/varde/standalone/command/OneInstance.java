package dev.varde.standalone.command;

import dev.varde.events.InstanceId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The instance that a command is about.
final class OneInstance {
    @Parameters(
            index = "0",
            paramLabel = "SERVICE@HOST",
            description = "A service on a host, as its collector names both.")
    private String text = "";

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec spec;

    /// @throws ParameterException when it is not written so
    InstanceId id() {
        return id(text, spec);
    }

    static InstanceId id(String text, @Nullable CommandSpec spec) {
        try {
            return InstanceId.parse(text);
        } catch (IllegalArgumentException e) {
            if (spec == null) {
                throw e;
            }
            throw new ParameterException(spec.commandLine(), Plain.line(e.getMessage() + ""), e);
        }
    }
}
