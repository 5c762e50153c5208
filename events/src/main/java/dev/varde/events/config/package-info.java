/// The one configuration file: its records, its reader, and errors that name file, line and remedy.
@NullMarked
package dev.varde.events.config;

import org.jspecify.annotations.NullMarked;
