/** The console's sessions: sign-in, sign-out and the cookie. */
@NullMarked
package org.clustershare.identity.session;

import org.jspecify.annotations.NullMarked;
