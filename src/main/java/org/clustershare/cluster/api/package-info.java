/** Resources for clusters: add, read, change, remove, and what access Cluster Share needs. */
@NullMarked
package org.clustershare.cluster.api;

import org.jspecify.annotations.NullMarked;
