/** Client certificates that clusters sign for Cluster Share. */
@NullMarked
package org.clustershare.cluster.certificate;

import org.jspecify.annotations.NullMarked;
