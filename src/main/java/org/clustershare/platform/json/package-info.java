/** JSON: parsing within limits, and binding to records. */
@NullMarked
package org.clustershare.platform.json;

import org.jspecify.annotations.NullMarked;
