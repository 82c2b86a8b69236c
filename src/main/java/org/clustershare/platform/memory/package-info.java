/** How much heap the answers of other servers may take together. */
@NullMarked
package org.clustershare.platform.memory;

import org.jspecify.annotations.NullMarked;
