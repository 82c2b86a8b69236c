package org.clustershare.testbed.parts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class on real parts. It asks for them by parameters of its constructor, of its
 * {@code @BeforeAll} and {@code @Test} methods, or by fields with {@link Part}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PartsExtension.class)
public @interface StoryTest {}
