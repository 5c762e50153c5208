/// The `varde` command, one file a command.
@NullMarked
package dev.varde.standalone.command;

import org.jspecify.annotations.NullMarked;
