/** Failures of calls to API servers, as problems for people. */
@NullMarked
package org.clustershare.kubernetes.error;

import org.jspecify.annotations.NullMarked;
