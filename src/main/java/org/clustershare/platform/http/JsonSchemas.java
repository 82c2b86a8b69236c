package org.clustershare.platform.http;

import jakarta.json.JsonObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * JSON schemas of records, as JSON Binding writes and reads them. Payara's own schemas say of an
 * Optional and of an Instant that they are objects, and lose components that have a constraint.
 */
final class JsonSchemas {
  private static final String REFERENCE = "#/components/schemas/";

  private final Map<String, Schema> schemas = new LinkedHashMap<>();

  /** The schemas of all records so far, by their names. */
  Map<String, Schema> all() {
    return schemas;
  }

  /** The schema of a type; a record's is a reference to one of {@link #all}. */
  Schema of(Type type) {
    return switch (type) {
      case Class<?> c when c.isRecord() -> reference(c);
      case Class<?> c when c.isArray() -> array(of(c.getComponentType()));
      case Class<?> c when c == String.class -> schema(SchemaType.STRING);
      case Class<?> c when c == Instant.class -> schema(SchemaType.STRING).format("date-time");
      case Class<?> c when c == URI.class -> schema(SchemaType.STRING).format("uri");
      case Class<?> c when c == boolean.class || c == Boolean.class -> schema(SchemaType.BOOLEAN);
      case Class<?> c when c == int.class || c == Integer.class ->
          schema(SchemaType.INTEGER).format("int32");
      case Class<?> c when c == long.class || c == Long.class ->
          schema(SchemaType.INTEGER).format("int64");
      case Class<?> c when c == JsonObject.class ->
          schema(SchemaType.OBJECT).description("An object of Kubernetes");
      case ParameterizedType p when p.getRawType() == Optional.class -> of(argument(p, 0));
      case ParameterizedType p when p.getRawType() == List.class -> array(of(argument(p, 0)));
      case ParameterizedType p when p.getRawType() == Map.class ->
          schema(SchemaType.OBJECT).additionalPropertiesSchema(of(argument(p, 1)));
      default -> throw new IllegalStateException("no schema for " + type);
    };
  }

  private Schema reference(Class<?> type) {
    var name = name(type);
    if (!schemas.containsKey(name)) {
      var schema = schema(SchemaType.OBJECT);
      schemas.put(name, schema);
      for (RecordComponent component : type.getRecordComponents()) {
        schema.addProperty(component.getName(), of(type(component)));
        if (isRequired(component)) {
          schema.addRequired(component.getName());
        }
      }
    }
    return OASFactory.createSchema().ref(REFERENCE + name);
  }

  /** The Java type, or the one that the annotation names for a cluster's own JSON. */
  private static Type type(RecordComponent component) {
    return Optional.ofNullable(
            described(component)
                .getAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class))
        .<Type>map(org.eclipse.microprofile.openapi.annotations.media.Schema::implementation)
        .orElseGet(component::getGenericType);
  }

  /** An annotation that is not for record components is kept at the component's field. */
  private static AnnotatedElement described(RecordComponent component) {
    try {
      return component.getDeclaringRecord().getDeclaredField(component.getName());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whether a component is always there: an answer leaves out only an empty Optional; a request
   * needs what {@code @NotNull} says.
   */
  private static boolean isRequired(RecordComponent component) {
    return isRequest(component.getDeclaringRecord())
        ? described(component).isAnnotationPresent(jakarta.validation.constraints.NotNull.class)
        : component.getType() != Optional.class;
  }

  private static boolean isRequest(Class<?> type) {
    return type.getSimpleName().endsWith("Request");
  }

  /** The record's name without {@code Json}. */
  static String name(Class<?> type) {
    var own = type.getSimpleName().replaceFirst("(Json|Document)$", "");
    return type.getDeclaringClass() == null || isRequest(type)
        ? own
        : name(type.getDeclaringClass()) + own;
  }

  private static Schema array(Schema items) {
    return schema(SchemaType.ARRAY).items(items);
  }

  private static Schema schema(SchemaType type) {
    return OASFactory.createSchema().addType(type);
  }

  private static Type argument(ParameterizedType type, int index) {
    return type.getActualTypeArguments()[index];
  }
}
