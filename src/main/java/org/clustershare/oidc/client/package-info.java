/** Relying parties: the installation's client and clusters' own clients at their issuers. */
@NullMarked
package org.clustershare.oidc.client;

import org.jspecify.annotations.NullMarked;
