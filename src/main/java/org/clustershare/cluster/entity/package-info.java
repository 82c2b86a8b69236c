/** Rows of clusters. */
@NullMarked
package org.clustershare.cluster.entity;

import org.jspecify.annotations.NullMarked;
