/** Roles and bindings over HTTP, and the timer that reconciles them. */
@NullMarked
package org.clustershare.rbac.boundary;

import org.jspecify.annotations.NullMarked;
