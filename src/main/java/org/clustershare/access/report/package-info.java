/** Reports of a person's access to the clusters of a project. */
@NullMarked
package org.clustershare.access.report;

import org.jspecify.annotations.NullMarked;
