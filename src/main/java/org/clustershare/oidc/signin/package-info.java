/**
 * The authorization code flow: state, cookie, and the exchange of the code (RFC 6749, RFC 7636).
 */
@NullMarked
package org.clustershare.oidc.signin;

import org.jspecify.annotations.NullMarked;
