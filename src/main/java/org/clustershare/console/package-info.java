/** Faces beans that all pages share, and the servlet that leads to pages. */
@NullMarked
package org.clustershare.console;

import org.jspecify.annotations.NullMarked;
