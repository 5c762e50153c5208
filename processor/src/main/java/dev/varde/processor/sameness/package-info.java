/// Whether two crashes are the same: what is left of one when everything is taken away that differs
/// by chance, and how often it was seen. Pure.
@NullMarked
package dev.varde.processor.sameness;

import org.jspecify.annotations.NullMarked;
