/** Rows about people. */
@NullMarked
package org.clustershare.identity.entity;

import org.jspecify.annotations.NullMarked;
