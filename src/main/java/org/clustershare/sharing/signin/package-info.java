/** The recipient's sign-in, from the link to the kubeconfig. */
@NullMarked
package org.clustershare.sharing.signin;

import org.jspecify.annotations.NullMarked;
