/** Adding, checking, changing and removing clusters. */
@NullMarked
package org.clustershare.cluster.registration;

import org.jspecify.annotations.NullMarked;
