@NullMarked
package dev.varde.collector.self;

import org.jspecify.annotations.NullMarked;
