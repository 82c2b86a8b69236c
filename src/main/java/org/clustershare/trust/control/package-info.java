/** Whether a cluster's API server accepts the issuer's tokens, and how to make it so. */
@NullMarked
package org.clustershare.trust.control;

import org.jspecify.annotations.NullMarked;
