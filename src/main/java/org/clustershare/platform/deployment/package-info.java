/** Gate for work that must not run before the server has finished the deployment. */
@NullMarked
package org.clustershare.platform.deployment;

import org.jspecify.annotations.NullMarked;
