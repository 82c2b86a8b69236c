/** The issuer: discovery, keys, CA bundle, ID tokens. */
@NullMarked
package org.clustershare.identity.control;

import org.jspecify.annotations.NullMarked;
