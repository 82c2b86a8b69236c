/** Projects, their members and what each project role permits. */
@NullMarked
package org.clustershare.project;

import org.jspecify.annotations.NullMarked;
