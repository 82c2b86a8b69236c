/** What an installation opens beyond its defaults, and to whom. */
@NullMarked
package org.clustershare.platform.exposure;

import org.jspecify.annotations.NullMarked;
