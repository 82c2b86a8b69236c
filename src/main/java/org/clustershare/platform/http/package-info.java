/** What every request and every answer must keep to, whichever feature it is for. */
@NullMarked
package org.clustershare.platform.http;

import org.jspecify.annotations.NullMarked;
