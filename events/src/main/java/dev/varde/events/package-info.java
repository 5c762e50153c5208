/// The contract: what is said on Varde's topics, as records. Pure Java; how it is written stands in
/// `wire`.
@NullMarked
package dev.varde.events;

import org.jspecify.annotations.NullMarked;
