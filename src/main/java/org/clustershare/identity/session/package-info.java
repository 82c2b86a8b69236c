/** How many console sessions there may be. */
@NullMarked
package org.clustershare.identity.session;

import org.jspecify.annotations.NullMarked;
