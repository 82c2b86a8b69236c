/** Clusters as the database keeps them. */
@NullMarked
package org.clustershare.cluster.entity;

import org.jspecify.annotations.NullMarked;
