/** Rows about default roles. */
@NullMarked
package org.clustershare.roles.entity;

import org.jspecify.annotations.NullMarked;
