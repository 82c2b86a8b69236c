/**
 * Verification of ID tokens (OpenID Connect Core 1.0, section 3.1.3.7) and the person they name.
 */
@NullMarked
package org.clustershare.oidc.token;

import org.jspecify.annotations.NullMarked;
