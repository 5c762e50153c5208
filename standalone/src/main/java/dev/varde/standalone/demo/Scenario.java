package dev.varde.standalone.demo;

import dev.varde.events.Cause;
import java.util.Set;

/// One way to fail.
///
/// @param title what a reader sees
/// @param causes what Varde may call it at last
/// @param crash makes it happen
/// @param mend what a person would do about it, after the diagnosis
record Scenario(String title, Set<Cause> causes, Step crash, Step mend) {
    Scenario {
        causes = Set.copyOf(causes);
    }

    /// Does something to the sample processes.
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }
}
