/** The prefixes that a cluster's API server puts before usernames and groups. */
@NullMarked
package org.clustershare.bindings.prefix;

import org.jspecify.annotations.NullMarked;
