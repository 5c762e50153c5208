/// What `varde doctor` looks at: one file a section.
@NullMarked
package dev.varde.standalone.doctor;

import org.jspecify.annotations.NullMarked;
