/** Readers of texts from outside, each within bounds of size, depth and arithmetic. */
@NullMarked
package org.clustershare.platform.input;

import org.jspecify.annotations.NullMarked;
