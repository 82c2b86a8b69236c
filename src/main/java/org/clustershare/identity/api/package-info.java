/** Calls of the API that need a signed-in person, and belong to no feature. */
@NullMarked
package org.clustershare.identity.api;

import org.jspecify.annotations.NullMarked;
