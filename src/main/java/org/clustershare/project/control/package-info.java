/** Who may do what in which project. */
@NullMarked
package org.clustershare.project.control;

import org.jspecify.annotations.NullMarked;
