/// The transactional record of what was intended, tried and ordered.
@NullMarked
package dev.varde.notifier.ledger;

import org.jspecify.annotations.NullMarked;
