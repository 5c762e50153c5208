/// Routes incidents to receivers, sends, retries, orders restarts and keeps the ledger.
@NullMarked
package dev.varde.notifier;

import org.jspecify.annotations.NullMarked;
