/** Resources for clusters, their certificate renewal, and the access that Cluster Share needs. */
@NullMarked
package org.clustershare.cluster.api;

import org.jspecify.annotations.NullMarked;
