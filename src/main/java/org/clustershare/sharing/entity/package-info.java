/** Rows of shares. */
@NullMarked
package org.clustershare.sharing.entity;

import org.jspecify.annotations.NullMarked;
