/** The plan: desired and observed default roles in, the steps between them out. */
@NullMarked
package org.clustershare.roles.plan;

import org.jspecify.annotations.NullMarked;
