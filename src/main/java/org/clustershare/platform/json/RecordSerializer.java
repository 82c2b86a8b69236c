package org.clustershare.platform.json;

import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Optional;

/**
 * Writes a record's components in the order of their declaration, which is the order that clients
 * have seen since the first version. JSON Binding knows only the alphabetical order, its reverse,
 * and one by annotations on each record.
 */
public final class RecordSerializer implements JsonbSerializer<Record> {
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  @Override
  public void serialize(Record value, JsonGenerator json, SerializationContext context) {
    json.writeStartObject();
    for (var component : COMPONENTS.get(value.getClass())) {
      var member = value(value, component);
      var present = member instanceof Optional<?> optional ? optional.orElse(null) : member;
      switch (present) {
        case null -> {}
        case String text -> json.write(component.getName(), text);
        case Boolean flag -> json.write(component.getName(), flag);
        case Integer number -> json.write(component.getName(), number);
        default -> context.serialize(component.getName(), present, json);
      }
    }
    json.writeEnd();
  }

  private static Object value(Record value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
