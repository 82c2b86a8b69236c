/** Projects and members as the database keeps them. */
@NullMarked
package org.clustershare.project.entity;

import org.jspecify.annotations.NullMarked;
