/** Resources for access reports and for the end of access. */
@NullMarked
package org.clustershare.access.api;

import org.jspecify.annotations.NullMarked;
