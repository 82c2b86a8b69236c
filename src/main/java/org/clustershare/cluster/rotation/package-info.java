/** Rotation of the keys that seal credentials. */
@NullMarked
package org.clustershare.cluster.rotation;

import org.jspecify.annotations.NullMarked;
