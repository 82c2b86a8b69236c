/** Real OpenID Connect providers and the certificates that they and API servers present. */
@NullMarked
package org.clustershare.testbed.provider;

import org.jspecify.annotations.NullMarked;
