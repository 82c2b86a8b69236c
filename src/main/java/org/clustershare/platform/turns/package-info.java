/** Turns for accounts and projects where many clusters wait. */
@NullMarked
package org.clustershare.platform.turns;

import org.jspecify.annotations.NullMarked;
