/** Projects and their members over HTTP. */
@NullMarked
package org.clustershare.project.boundary;

import org.jspecify.annotations.NullMarked;
