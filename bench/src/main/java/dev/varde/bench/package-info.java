/// What is measured, and how: see each benchmark's first lines.
@NullMarked
package dev.varde.bench;

import org.jspecify.annotations.NullMarked;
