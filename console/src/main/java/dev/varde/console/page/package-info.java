/// The page: templates, and how values are worded in them.
@NullMarked
package dev.varde.console.page;

import org.jspecify.annotations.NullMarked;
