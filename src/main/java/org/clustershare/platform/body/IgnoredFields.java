package org.clustershare.platform.body;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The fields that a request's record accepts and ignores: those that KKP's clients send beside the
 * ones that count, and those of the response, which a client may send back. Every other field is
 * refused as misspelt.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface IgnoredFields {
  String[] value();
}
