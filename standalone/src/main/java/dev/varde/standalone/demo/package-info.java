/// What `varde demo` shows: a sample backend that really crashes, and Varde at work on it.
@NullMarked
package dev.varde.standalone.demo;

import org.jspecify.annotations.NullMarked;
