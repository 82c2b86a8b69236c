/** Set-up snippets that make an API server trust the issuer, one for each distribution. */
@NullMarked
package org.clustershare.trust.setup;

import org.jspecify.annotations.NullMarked;
