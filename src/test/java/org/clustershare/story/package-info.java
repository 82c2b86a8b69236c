/** The product as a whole, against a real API server and a real issuer. */
@NullMarked
package org.clustershare.story;

import org.jspecify.annotations.NullMarked;
