/// What incidents of different instances have to do with each other: which one explains which.
/// Pure.
@NullMarked
package dev.varde.processor.fleet;

import org.jspecify.annotations.NullMarked;
