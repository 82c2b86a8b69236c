/** Metrics of the product: the families, their labels, and the registry that counts. */
@NullMarked
package org.clustershare.platform.metrics;

import org.jspecify.annotations.NullMarked;
