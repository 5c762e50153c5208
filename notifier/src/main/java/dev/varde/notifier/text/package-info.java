/// Hostile text made safe to show, and the words messages are made of. Pure.
@NullMarked
package dev.varde.notifier.text;

import org.jspecify.annotations.NullMarked;
