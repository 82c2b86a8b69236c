/** Reading of the roles that a cluster has. */
@NullMarked
package org.clustershare.roles.observe;

import org.jspecify.annotations.NullMarked;
