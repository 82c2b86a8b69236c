/** Settings of the OpenID Connect provider and of the clients there. */
@NullMarked
package org.clustershare.oidc.settings;

import org.jspecify.annotations.NullMarked;
