/// What is shown: events, incidents and deliveries folded into what the page and the API tell.
@NullMarked
package dev.varde.console.view;

import org.jspecify.annotations.NullMarked;
