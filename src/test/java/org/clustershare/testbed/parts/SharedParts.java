package org.clustershare.testbed.parts;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.stream.Stream;
import org.clustershare.testbed.Testbed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * The shared parts of a run. They lie in the store of JUnit's session, which ends with the JVM's
 * last class: where the build has several JVMs, it gives JUnit one class after the other, and each
 * is a root of its own.
 */
final class SharedParts {
  private static final Namespace NAMESPACE = Namespace.create(SharedParts.class);

  private final Store store;

  SharedParts(ExtensionContext context) {
    this.store = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
  }

  static boolean knows(Class<?> type) {
    return type == Testbed.class || type.isAnnotationPresent(SharedPart.class);
  }

  /**
   * The instance of a run; starts it first.
   *
   * @throws IllegalStateException if it does not start; every test that asks is told why
   */
  Object get(Class<?> type) {
    if (type == Testbed.class) {
      return store.getOrComputeIfAbsent(type, key -> Testbed.obtain(System.out::println));
    }
    var constructor = constructor(type);
    // First what it needs: the store closes last what came first.
    var needed = Stream.of(constructor.getParameterTypes()).map(this::get).toArray();
    return store
        .getOrComputeIfAbsent(type, key -> start(constructor, needed), Started.class)
        .part();
  }

  private static Constructor<?> constructor(Class<?> type) {
    Constructor<?>[] constructors = type.getDeclaredConstructors();
    if (constructors.length != 1) {
      throw new IllegalStateException(type.getSimpleName() + " needs exactly one constructor");
    }
    constructors[0].setAccessible(true);
    return constructors[0];
  }

  private static Started start(Constructor<?> constructor, Object[] needed) {
    var type = constructor.getDeclaringClass();
    try {
      return new Started(type, constructor.newInstance(needed), null);
    } catch (InvocationTargetException e) {
      return new Started(type, null, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getSimpleName() + " cannot be constructed", e);
    }
  }

  /** A part that runs, or the reason why it does not. */
  private record Started(Class<?> type, @Nullable Object running, @Nullable Throwable failure)
      implements AutoCloseable {
    Object part() {
      if (running == null) {
        throw new IllegalStateException(
            "%s did not start: %s"
                .formatted(
                    type.getSimpleName(), failure == null ? "no reason" : failure.getMessage()),
            failure);
      }
      return running;
    }

    @Override
    public void close() {
      try {
        if (running instanceof AutoCloseable closeable) {
          closeable.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException(type.getSimpleName() + " did not end", e);
      }
    }
  }
}
