@NullMarked
package dev.varde.processor;

import org.jspecify.annotations.NullMarked;
