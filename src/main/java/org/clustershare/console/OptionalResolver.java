package org.clustershare.console;

import jakarta.el.BeanELResolver;
import jakarta.el.ELContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives pages an {@link Optional} as it is: {@code optional.present}, {@code optional.get()} and
 * {@code optional.orElse('')} work. Without it, Expression Language 6.0 looks for these names in
 * the value that the Optional holds.
 *
 * @see <a href="https://jakarta.ee/specifications/expression-language/6.0/">Jakarta Expression
 *     Language 6.0, OptionalELResolver</a>
 */
public class OptionalResolver extends BeanELResolver {
  @Override
  public @Nullable Object getValue(
      ELContext context, @Nullable Object base, @Nullable Object property) {
    return base instanceof Optional ? super.getValue(context, base, property) : null;
  }

  @Override
  public @Nullable Class<?> getType(
      ELContext context, @Nullable Object base, @Nullable Object property) {
    return base instanceof Optional ? super.getType(context, base, property) : null;
  }

  @Override
  public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
    return base instanceof Optional && super.isReadOnly(context, base, property);
  }

  @Override
  public void setValue(
      ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
    if (base instanceof Optional) {
      super.setValue(context, base, property, value);
    }
  }

  @Override
  public @Nullable Object invoke(
      ELContext context,
      @Nullable Object base,
      @Nullable Object method,
      Class<?> @Nullable [] types,
      @Nullable Object @Nullable [] parameters) {
    return base instanceof Optional ? super.invoke(context, base, method, types, parameters) : null;
  }
}
