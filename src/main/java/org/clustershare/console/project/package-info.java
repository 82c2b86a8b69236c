/** Pages for projects, their members and their clusters. */
@NullMarked
package org.clustershare.console.project;

import org.jspecify.annotations.NullMarked;
