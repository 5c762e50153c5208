/// Messages as mail: plain text and HTML, one thread an incident.
@NullMarked
package dev.varde.notifier.mail;

import org.jspecify.annotations.NullMarked;
