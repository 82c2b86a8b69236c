/** People: who asks in this request, and what is kept of everyone who signed in. */
@NullMarked
package org.clustershare.identity;

import org.jspecify.annotations.NullMarked;
