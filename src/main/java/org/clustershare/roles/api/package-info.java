/** Resources for default roles: status, drift, repairs and an immediate reconcile. */
@NullMarked
package org.clustershare.roles.api;

import org.jspecify.annotations.NullMarked;
