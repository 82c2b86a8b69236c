/** The charts of {@code server-config/helm}: rendered, installed, and run as rendered. */
@NullMarked
package org.clustershare.helm;

import org.jspecify.annotations.NullMarked;
