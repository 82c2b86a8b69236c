/** Leaving a project, and changes of accounts, over HTTP and on pages. */
@NullMarked
package org.clustershare.offboarding.boundary;

import org.jspecify.annotations.NullMarked;
