/** The one HTTP stack, and the address policy: which servers Cluster Share connects to. */
@NullMarked
package org.clustershare.platform.net;

import org.jspecify.annotations.NullMarked;
