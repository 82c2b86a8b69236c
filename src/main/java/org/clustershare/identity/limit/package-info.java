/** Limits of request rates, which instances count together. */
@NullMarked
package org.clustershare.identity.limit;

import org.jspecify.annotations.NullMarked;
