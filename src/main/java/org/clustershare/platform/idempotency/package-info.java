/** Idempotent calls: a call with an Idempotency-Key runs once, however often it is sent. */
@NullMarked
package org.clustershare.platform.idempotency;

import org.jspecify.annotations.NullMarked;
