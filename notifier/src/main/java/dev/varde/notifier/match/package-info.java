/// What an incident has to be like for a route or a silence. Pure.
@NullMarked
package dev.varde.notifier.match;

import org.jspecify.annotations.NullMarked;
