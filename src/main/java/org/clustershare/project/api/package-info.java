/** Resources for projects, members and the current person. */
@NullMarked
package org.clustershare.project.api;

import org.jspecify.annotations.NullMarked;
