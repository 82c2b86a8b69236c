/** Reads a cluster's roles and namespaces. */
@NullMarked
package org.clustershare.roles.observe;

import org.jspecify.annotations.NullMarked;
