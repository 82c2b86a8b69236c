/** Calls that a client may send again without harm (the Idempotency-Key header). */
@NullMarked
package org.clustershare.platform.idempotency;

import org.jspecify.annotations.NullMarked;
