/// What is served over HTTP: the JSON API, the stream of changes, the gate in front of everything.
@NullMarked
package dev.varde.console.api;

import org.jspecify.annotations.NullMarked;
