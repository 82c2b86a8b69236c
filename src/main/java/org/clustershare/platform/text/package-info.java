/** Plain text, email addresses and YAML, bounded and checked. */
@NullMarked
package org.clustershare.platform.text;

import org.jspecify.annotations.NullMarked;
