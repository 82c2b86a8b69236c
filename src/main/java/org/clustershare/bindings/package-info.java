/** Role bindings: who is bound to which role in a cluster. */
@NullMarked
package org.clustershare.bindings;

import org.jspecify.annotations.NullMarked;
