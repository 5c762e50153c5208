/// How the contract is written: topics, JSON codec, CloudEvents headers, dead letters.
@NullMarked
package dev.varde.events.wire;

import org.jspecify.annotations.NullMarked;
