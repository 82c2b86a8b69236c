/** Set-up guides: what makes an API server trust the issuer, for each Kubernetes distribution. */
@NullMarked
package org.clustershare.trust.setup;

import org.jspecify.annotations.NullMarked;
