/** HTTP to issuers: trust stores, the address policy and limits. */
@NullMarked
package org.clustershare.oidc.http;

import org.jspecify.annotations.NullMarked;
