/** How far the reconciler is behind: metrics and health. */
@NullMarked
package org.clustershare.fleet.status;

import org.jspecify.annotations.NullMarked;
