/** Resources for trust: the check, and the set-up guides. */
@NullMarked
package org.clustershare.trust.api;

import org.jspecify.annotations.NullMarked;
