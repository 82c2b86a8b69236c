/** Bodies of requests: JSON that stands for a record, within limits. */
@NullMarked
package org.clustershare.platform.body;

import org.jspecify.annotations.NullMarked;
