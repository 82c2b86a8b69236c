/** Adding and listing clusters over HTTP. */
@NullMarked
package org.clustershare.cluster.boundary;

import org.jspecify.annotations.NullMarked;
