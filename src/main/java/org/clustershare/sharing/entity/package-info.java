/** Shares as the database keeps them. */
@NullMarked
package org.clustershare.sharing.entity;

import org.jspecify.annotations.NullMarked;
