/** The floor of calls to the server: an application that does nothing. */
@NullMarked
package org.clustershare.bench.empty;

import org.jspecify.annotations.NullMarked;
