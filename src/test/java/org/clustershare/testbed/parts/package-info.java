/**
 * Parts of the test bed on demand: a JUnit extension starts what a test asks for, shares it over
 * the run and closes it at the end.
 */
@NullMarked
package org.clustershare.testbed.parts;

import org.jspecify.annotations.NullMarked;
