/** The end of a person's access, and decisions about changed accounts. */
@NullMarked
package org.clustershare.access.offboarding;

import org.jspecify.annotations.NullMarked;
