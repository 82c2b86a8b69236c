/** Rows about trust. */
@NullMarked
package org.clustershare.trust.entity;

import org.jspecify.annotations.NullMarked;
