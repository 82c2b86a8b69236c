/** Certificates and keys as PEM (RFC 7468), bounded before any arithmetic. */
@NullMarked
package org.clustershare.platform.pem;

import org.jspecify.annotations.NullMarked;
