/** The format of the server's log. */
@NullMarked
package org.clustershare.platform.logging;

import org.jspecify.annotations.NullMarked;
