/** What is kept of the last look at a cluster's trust. */
@NullMarked
package org.clustershare.trust.entity;

import org.jspecify.annotations.NullMarked;
