/** The end of the deployment: what must not run before the server has finished it. */
@NullMarked
package org.clustershare.platform.deployment;

import org.jspecify.annotations.NullMarked;
