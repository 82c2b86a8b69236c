/** Pages for a person's access and its end. */
@NullMarked
package org.clustershare.console.access;

import org.jspecify.annotations.NullMarked;
