/** Role bindings: the subjects that a cluster's managed bindings give a role. */
@NullMarked
package org.clustershare.bindings;

import org.jspecify.annotations.NullMarked;
