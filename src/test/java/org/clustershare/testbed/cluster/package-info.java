/** API servers, real and simulated, and the tools that call them. */
@NullMarked
package org.clustershare.testbed.cluster;

import org.jspecify.annotations.NullMarked;
