/// The Quarkus application: which programs run in this process, and from when to when.
@NullMarked
package dev.varde.standalone.app;

import org.jspecify.annotations.NullMarked;
