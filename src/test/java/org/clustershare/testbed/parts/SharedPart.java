package org.clustershare.testbed.parts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A type with one instance in a run of the tests, started when the first test asks for it. Its only
 * constructor takes the parts that it needs. If it is {@link AutoCloseable}, the end of the run
 * closes it, before the parts that it needs.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SharedPart {}
