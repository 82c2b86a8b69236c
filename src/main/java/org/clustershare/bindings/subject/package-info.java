/** Subjects and scopes of RBAC bindings, as rbac.authorization.k8s.io/v1 has them. */
@NullMarked
package org.clustershare.bindings.subject;

import org.jspecify.annotations.NullMarked;
