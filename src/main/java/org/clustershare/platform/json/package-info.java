/** Parsing of JSON bodies within limits. */
@NullMarked
package org.clustershare.platform.json;

import org.jspecify.annotations.NullMarked;
