/** Default roles, the plan that keeps them in place, and bindings. */
@NullMarked
package org.clustershare.rbac.control;

import org.jspecify.annotations.NullMarked;
