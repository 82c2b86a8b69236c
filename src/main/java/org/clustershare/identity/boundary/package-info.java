/** Signing in to the console and the API; who is asking. */
@NullMarked
package org.clustershare.identity.boundary;

import org.jspecify.annotations.NullMarked;
