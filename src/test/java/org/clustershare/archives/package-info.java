/** The archives of the build: same bytes every time, known content, a limit of size. */
@NullMarked
package org.clustershare.archives;

import org.jspecify.annotations.NullMarked;
