/** Resources for roles, bindings and a cluster's username prefixes. */
@NullMarked
package org.clustershare.bindings.api;

import org.jspecify.annotations.NullMarked;
