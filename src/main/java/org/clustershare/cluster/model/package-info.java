/** Clusters as the features see them: immutable values, read from the database's rows. */
@NullMarked
package org.clustershare.cluster.model;

import org.jspecify.annotations.NullMarked;
