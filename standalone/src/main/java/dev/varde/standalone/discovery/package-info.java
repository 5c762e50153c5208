/// What listens and runs on this host, and a configuration made from it.
@NullMarked
package dev.varde.standalone.discovery;

import org.jspecify.annotations.NullMarked;
