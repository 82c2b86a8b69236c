/** Limits of the heap that responses of other servers use. */
@NullMarked
package org.clustershare.platform.memory;

import org.jspecify.annotations.NullMarked;
