/** Rows of trust checks, and the endpoint to which tokens may go. */
@NullMarked
package org.clustershare.trust.entity;

import org.jspecify.annotations.NullMarked;
