/** Pages for one cluster: settings, bindings, default roles and trust. */
@NullMarked
package org.clustershare.console.cluster;

import org.jspecify.annotations.NullMarked;
