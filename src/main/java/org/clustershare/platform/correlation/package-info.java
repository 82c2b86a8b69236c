/** Ids that connect the log lines, traces and problems of one request or one reconciliation. */
@NullMarked
package org.clustershare.platform.correlation;

import org.jspecify.annotations.NullMarked;
