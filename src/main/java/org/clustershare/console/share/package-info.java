/** Pages for recipients of a share: before the sign-in and at the download. */
@NullMarked
package org.clustershare.console.share;

import org.jspecify.annotations.NullMarked;
