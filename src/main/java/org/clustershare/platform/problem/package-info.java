/** What ends a request, told to people as a page and to programs as a problem document. */
@NullMarked
package org.clustershare.platform.problem;

import org.jspecify.annotations.NullMarked;
