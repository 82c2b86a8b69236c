/** The image, the compose file and the systemd unit, without an engine that could run them. */
@NullMarked
package org.clustershare.image;

import org.jspecify.annotations.NullMarked;
