/** Versions of KKP's API, and the paths of its first version. */
@NullMarked
package org.clustershare.platform.kkp;

import org.jspecify.annotations.NullMarked;
