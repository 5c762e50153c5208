/// Sends what the ledger has written down, in order for each receiver and incident.
@NullMarked
package dev.varde.notifier.dispatch;

import org.jspecify.annotations.NullMarked;
