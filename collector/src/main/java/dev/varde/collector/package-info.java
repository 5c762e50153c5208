/// One per host: looks, tails, spools, publishes; carries out restart orders from its own list.
@NullMarked
package dev.varde.collector;

import org.jspecify.annotations.NullMarked;
