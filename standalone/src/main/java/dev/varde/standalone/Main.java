package dev.varde.standalone;

import dev.varde.standalone.command.VardeCommand;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Where `varde` begins.
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... args) {
        int status = VardeCommand.execute(args);
        System.exit(status);
    }
}
