/** Cluster Share as a process: its start, its end, and what it says when it does not start. */
@NullMarked
package org.clustershare.testbed.product;

import org.jspecify.annotations.NullMarked;
