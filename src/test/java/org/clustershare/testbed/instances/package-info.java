/** Several instances of the product behind a load balancer, which are killed and started again. */
@NullMarked
package org.clustershare.testbed.instances;

import org.jspecify.annotations.NullMarked;
