/// A real Kafka broker inside this process, for one machine.
@NullMarked
package dev.varde.standalone.broker;

import org.jspecify.annotations.NullMarked;
