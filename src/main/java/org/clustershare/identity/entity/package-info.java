/** Rows of people and of changed accounts. */
@NullMarked
package org.clustershare.identity.entity;

import org.jspecify.annotations.NullMarked;
