@org.jspecify.annotations.NullMarked
package dev.varde.events.sign;
