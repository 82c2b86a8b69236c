/** People as the database keeps them. */
@NullMarked
package org.clustershare.identity.entity;

import org.jspecify.annotations.NullMarked;
