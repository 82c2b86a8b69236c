/** Reverse proxies in front of this installation. */
@NullMarked
package org.clustershare.platform.proxy;

import org.jspecify.annotations.NullMarked;
