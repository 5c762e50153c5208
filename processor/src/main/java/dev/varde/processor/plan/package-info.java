/// What people have said they will do: deploys and maintenance. Pure.
@NullMarked
package dev.varde.processor.plan;

import org.jspecify.annotations.NullMarked;
