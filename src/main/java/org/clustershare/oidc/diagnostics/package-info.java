/** The check-issuer command: what a sign-in needs of a provider, and what is missing. */
@NullMarked
package org.clustershare.oidc.diagnostics;

import org.jspecify.annotations.NullMarked;
