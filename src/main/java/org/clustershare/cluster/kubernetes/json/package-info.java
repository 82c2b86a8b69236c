/** Reads of an API server's answers what is used, and counts what it takes in memory. */
@NullMarked
package org.clustershare.cluster.kubernetes.json;

import org.jspecify.annotations.NullMarked;
