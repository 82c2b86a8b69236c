/** Share links, the delegated OIDC exchange and the kubeconfig download over HTTP. */
@NullMarked
package org.clustershare.sharing.boundary;

import org.jspecify.annotations.NullMarked;
