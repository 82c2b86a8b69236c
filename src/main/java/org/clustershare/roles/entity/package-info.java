/** Rows of reconciliations and repairs. */
@NullMarked
package org.clustershare.roles.entity;

import org.jspecify.annotations.NullMarked;
