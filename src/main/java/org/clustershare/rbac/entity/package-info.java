/** What the database keeps for roles and bindings. */
@NullMarked
package org.clustershare.rbac.entity;

import org.jspecify.annotations.NullMarked;
