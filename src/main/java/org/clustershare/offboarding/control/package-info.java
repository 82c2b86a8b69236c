/** What a person or group still has after leaving a project, and its end. */
@NullMarked
package org.clustershare.offboarding.control;

import org.jspecify.annotations.NullMarked;
