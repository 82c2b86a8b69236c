package org.clustershare.testbed.parts;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.clustershare.testbed.Testbed;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ModifierSupport;

/** Gives the tests of a {@link StoryTest} the parts that they ask for. */
final class PartsExtension
    implements BeforeAllCallback, ParameterResolver, TestInstancePostProcessor {
  private static final Namespace NAMESPACE = Namespace.create(PartsExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == OwnParts.class || SharedParts.knows(type);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return part(parameter.getParameter().getType(), context);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IllegalAccessException {
    fill(context.getRequiredTestClass(), Map.of(), context, ModifierSupport::isStatic);
  }

  @Override
  public void postProcessTestInstance(Object test, ExtensionContext context)
      throws IllegalAccessException {
    fill(test.getClass(), test, context, ModifierSupport::isNotStatic);
  }

  private static void fill(
      Class<?> type, Object test, ExtensionContext context, Predicate<Field> which)
      throws IllegalAccessException {
    for (var field : AnnotationSupport.findAnnotatedFields(type, Part.class, which)) {
      field.setAccessible(true);
      field.set(test, part(field.getType(), context));
    }
  }

  private static Object part(Class<?> type, ExtensionContext context) {
    var shared = new SharedParts(context);
    if (type != OwnParts.class) {
      return shared.get(type);
    }
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            context.getUniqueId(),
            id -> new OwnParts((Testbed) shared.get(Testbed.class), folder(context)),
            OwnParts.class);
  }

  private static Path folder(ExtensionContext context) {
    var test = context.getTestMethod().map(method -> "-" + method.getName()).orElse("");
    return Path.of(
            "target",
            "parts",
            "%s%s-%d"
                .formatted(
                    context.getRequiredTestClass().getSimpleName(),
                    test,
                    System.currentTimeMillis()))
        .toAbsolutePath();
  }
}
