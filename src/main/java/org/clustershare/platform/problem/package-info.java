/** Problems that end a request: a page for people, a problem document for programs. */
@NullMarked
package org.clustershare.platform.problem;

import org.jspecify.annotations.NullMarked;
