/** People: the person of the current request, and the directory of all who have signed in. */
@NullMarked
package org.clustershare.identity;

import org.jspecify.annotations.NullMarked;
