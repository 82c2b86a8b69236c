/** Shares, the delegated OIDC exchange, and what a kubeconfig holds. */
@NullMarked
package org.clustershare.sharing.control;

import org.jspecify.annotations.NullMarked;
