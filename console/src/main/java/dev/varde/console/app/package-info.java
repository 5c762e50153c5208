/// The console at work: reads the topics, carries operators' words, keeps the token.
@NullMarked
package dev.varde.console.app;

import org.jspecify.annotations.NullMarked;
