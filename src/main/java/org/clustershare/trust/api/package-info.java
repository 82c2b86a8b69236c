/** Resources for trust, and the filter that takes the provider's answer to a trust check. */
@NullMarked
package org.clustershare.trust.api;

import org.jspecify.annotations.NullMarked;
